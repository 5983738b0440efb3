package main

import (
	"fmt"
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// progress shows on one line of a terminal how far a long work is. A work that
// is done soon is not worth a line.
type progress struct {
	out   io.Writer
	now   func() time.Time
	began time.Time
	last  time.Time // that the line was written; zero: it was not
}

const (
	progressAfter = time.Second
	progressEvery = 200 * time.Millisecond
)

// newProgress returns nil, which shows nothing, where nobody looks.
func newProgress(out io.Writer) *progress {
	if file, ok := out.(*os.File); !ok || !term.IsTerminal(int(file.Fd())) {
		return nil
	}
	return &progress{out: out, now: time.Now}
}

// show is told how much of all is done.
func (p *progress) show(done, all int) {
	if p == nil {
		return
	}
	now := p.now()
	if p.began.IsZero() {
		p.began = now
	}
	spent := now.Sub(p.began)
	if spent < progressAfter || now.Sub(p.last) < progressEvery || done == 0 {
		return
	}
	p.last = now
	rate := float64(done) / spent.Seconds()
	left := time.Duration(float64(all-done) / rate * float64(time.Second))
	// The sequence clears what is left of a longer line. Where writing fails
	// there is nobody to tell.
	_, _ = fmt.Fprintf(p.out, "\r%s of %s written, %s a second, %s left\x1b[K", thousands(done), thousands(all), thousands(int(rate)), left.Round(time.Second))
}

// end takes the line away.
func (p *progress) end() {
	if p == nil || p.last.IsZero() {
		return
	}
	_, _ = fmt.Fprint(p.out, "\r\x1b[K")
}

// thousands writes a number with its thousands apart.
func thousands(n int) string {
	digits := fmt.Sprint(n)
	for i := len(digits) - 3; i > 0; i -= 3 {
		digits = digits[:i] + "," + digits[i:]
	}
	return digits
}
