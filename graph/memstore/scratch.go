package memstore

// scratch is what a call counts in. It is kept for the next call on the same
// snapshot, so that a small question costs no large allocation. Whoever takes it
// leaves the slices by thing as they were: zero.
type scratch struct {
	rows    []counter // by thing
	touched []uint32  // things whose row is not zero

	verdict []uint8  // by thing: whether it is among the actors asked for
	judged  []uint32 // things whose verdict is not zero

	place  []uint32 // by thing: of a row on the page, plus one
	themes []uint32 // by thing: engagements of a theme

	keys    []uint64
	matched []uint32 // engagements
}

// counter is the row of a tally on its way.
type counter struct {
	count, general       uint32
	counted, generalised uint32 // the engagement counted last, plus one: each counts once
	first, last          uint32 // days
	own, roles           participation
}

func newScratch(s *snapshot) *scratch {
	n := len(s.things)
	return &scratch{rows: make([]counter, n), verdict: make([]uint8, n), place: make([]uint32, n), themes: make([]uint32, n)}
}

func (s *snapshot) scratch() *scratch { return s.pool.Get().(*scratch) }

func (s *snapshot) release(c *scratch) {
	for _, thing := range c.touched {
		c.rows[thing] = counter{}
	}
	for _, thing := range c.judged {
		c.verdict[thing] = 0
	}
	c.touched, c.judged = c.touched[:0], c.judged[:0]
	s.pool.Put(c)
}
