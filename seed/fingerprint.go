package seed

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
)

// Fingerprint returns a short text that changes when something below fsys
// changes that Read would look at: a file that is new, gone, renamed, or has
// another size or time. It reads no file.
func Fingerprint(fsys fs.FS) (string, error) {
	hash := sha256.New()
	err := fs.WalkDir(fsys, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case setAside(name) && entry.IsDir():
			return fs.SkipDir
		case setAside(name):
			return nil
		case entry.IsDir():
			_, err := fmt.Fprintf(hash, "%q\n", name)
			return err
		}
		info, err := fs.Stat(fsys, name) // of the file that a link leads to, as it is read
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(hash, "%q %d %d\n", name, info.Size(), info.ModTime().UnixNano())
		return err
	})
	if err != nil {
		return "", fmt.Errorf("seed: look at the files: %w", err)
	}
	return hex.EncodeToString(hash.Sum(nil)), nil
}
