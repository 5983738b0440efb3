package server

import (
	"crypto/rand"
	"net/http"
	"regexp"
)

// requestIDHeader names a request, so that a line of the log can be found from
// an answer. A balancer may have named it already.
const requestIDHeader = "X-Request-Id"

// identified gives each request a name, and tells it in the answer.
func identified(next http.Handler) http.Handler {
	sound := regexp.MustCompile(`^[A-Za-z0-9._-]{1,64}$`)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := r.Header.Get(requestIDHeader)
		if !sound.MatchString(id) {
			id = rand.Text()
			r.Header.Set(requestIDHeader, id)
		}
		w.Header().Set(requestIDHeader, id)
		next.ServeHTTP(w, r)
	})
}
