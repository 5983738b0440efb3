package main

import (
	"bytes"
	"testing"
	"time"
)

func TestProgressTellsRateAndTimeLeft(t *testing.T) {
	var out bytes.Buffer
	clock := time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	p := &progress{out: &out, now: func() time.Time { return clock }}
	for _, step := range []struct {
		after time.Duration
		done  int
		want  string
	}{
		{0, 0, ""},
		{500 * time.Millisecond, 1_000, ""}, // it may be done before anybody has read the line
		{1500 * time.Millisecond, 4_000, "\r4,000 of 1,200,000 written, 2,000 a second, 9m58s left\x1b[K"},
		{100 * time.Millisecond, 5_000, ""}, // too soon for another line
		{7900 * time.Millisecond, 1_000_000, "\r1,000,000 of 1,200,000 written, 100,000 a second, 2s left\x1b[K"},
	} {
		clock = clock.Add(step.after)
		out.Reset()
		p.show(step.done, 1_200_000)
		if got := out.String(); got != step.want {
			t.Errorf("at %d: %q, want %q", step.done, got, step.want)
		}
	}
	out.Reset()
	p.end()
	if got := out.String(); got != "\r\x1b[K" {
		t.Errorf("at the end: %q", got)
	}
}

func TestProgressIsQuietWhereNobodyLooks(t *testing.T) {
	var out bytes.Buffer
	p := newProgress(&out)
	p.show(1, 2)
	p.end()
	if out.Len() > 0 {
		t.Errorf("it wrote %q", &out)
	}
}
