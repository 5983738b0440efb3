package seed

import (
	"os"
	"testing"
)

// BenchmarkRead reads the packs that Comity comes with.
func BenchmarkRead(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Read(os.DirFS("data")); err != nil {
			b.Log(err)
			return
		}
	}
}
