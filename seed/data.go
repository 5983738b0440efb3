package seed

import (
	"embed"
	"fmt"
	"io/fs"
	"os"
)

// Without "all:", what begins with _ or . stays out, and so does a pack that is
// set aside by such a name.
//
//go:embed data
var embedded embed.FS

// Data returns the packs that Comity comes with.
func Data() fs.FS {
	sub, err := fs.Sub(embedded, "data")
	if err != nil {
		panic(err) // "data" is a valid path, so this cannot be
	}
	return sub
}

// Dir returns the packs in a folder on disk, and an error if there is no such
// folder.
func Dir(path string) (fs.FS, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("seed: the folder of packs: %w", err)
	}
	if !info.IsDir() {
		return nil, fmt.Errorf("seed: %s is a file; name the folder that holds the packs", path)
	}
	return os.DirFS(path), nil
}
