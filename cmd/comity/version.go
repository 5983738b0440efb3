package main

import (
	"context"
	"fmt"
	"runtime"
	"runtime/debug"
)

func versionCommand() command {
	return command{
		name:     "version",
		synopsis: "[flags]",
		summary:  "say which program and which data this is",
		help: `
Version prints the version of the program, and the version of the data that it
comes with, or of the data in a folder. Equal data has an equal version,
wherever it is: an answer of the API names the version that it comes from.

Examples:

	comity version
	comity version --data seed/data
`,
		bind: func(f *flags) action {
			var s source
			s.bindData(f, "the folder of packs to tell the version of")
			return func(_ context.Context, p *program, args []string) error {
				if len(args) > 0 {
					return misuse("version takes no arguments; %q is one", args[0])
				}
				content, err := s.content()
				if err != nil {
					return err
				}
				_, err = fmt.Fprintf(p.stdout, "comity %s, %s %s/%s\ndata   %s, sha256 %s\n",
					programVersion(), runtime.Version(), runtime.GOOS, runtime.GOARCH, content.Info.Version, content.Info.ContentHash)
				return err
			}
		},
	}
}

// programVersion returns what the build recorded: a version, or a revision.
func programVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	said := info.Main.Version
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" && said == "(devel)" {
			said = setting.Value
		}
	}
	if said == "" {
		return "(devel)"
	}
	return said
}
