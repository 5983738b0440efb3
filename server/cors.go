package server

import (
	"fmt"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/rs/cors"
)

// anyOrigin is what stands for every origin.
const anyOrigin = "*"

// preflightAge is how long, in seconds, a browser may remember that it may ask.
const preflightAge = 600

// allowOrigins says who may ask from a browser. Credentials are never allowed:
// there are none to send.
func allowOrigins(origins []string, loopback bool) (*cors.Cors, error) {
	for _, origin := range origins {
		if err := CheckOrigin(origin); err != nil {
			return nil, err
		}
	}
	return cors.New(cors.Options{
		AllowOriginFunc: func(origin string) bool {
			return slices.Contains(origins, anyOrigin) || slices.Contains(origins, origin) || (loopback && isLoopback(origin))
		},
		AllowedMethods: []string{http.MethodGet, http.MethodPost},
		AllowedHeaders: []string{"Accept", "Content-Type", requestIDHeader},
		ExposedHeaders: []string{requestIDHeader},
		MaxAge:         preflightAge,
	}), nil
}

// CheckOrigin refuses what no browser would send as an origin, so that a slip
// does not become a dashboard that silently gets no answers.
func CheckOrigin(origin string) error {
	if origin == anyOrigin {
		return nil
	}
	u, err := url.Parse(origin)
	plain := err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Host != "" && u.Scheme+"://"+u.Host == origin
	if !plain || strings.Contains(u.Host, anyOrigin) || origin != strings.ToLower(origin) {
		return fmt.Errorf("%q is not an origin; write scheme and host in lower case and nothing behind them, as in https://dashboard.example, or * for anyone", origin)
	}
	return nil
}

func isLoopback(origin string) bool {
	u, err := url.Parse(origin)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return false
	}
	return IsLoopback(u.Hostname())
}

// IsLoopback reports whether the host, a name or an address without a port, is
// this machine as seen from itself.
func IsLoopback(host string) bool {
	ip := net.ParseIP(host)
	return host == "localhost" || strings.HasSuffix(host, ".localhost") || (ip != nil && ip.IsLoopback())
}
