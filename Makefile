# make run       the server, with the embedded graph
# make test      everything that must hold; what continuous integration runs
# make lint      the linters alone
# make fmt       rewrite Go files in their one form
# make generate  rewrite the generated code after a change of schema/
# make audit     code that nothing reaches, and known vulnerabilities

LINT = go tool -modfile=tools/go.mod golangci-lint

.PHONY: run test generate lint fmt audit

run:
	go run ./cmd/comity serve

# Some of these tests start a Neo4j, and say so if they cannot: README.md tells
# what they need. That generated code is current and that the data holds is
# tested in Go, too. The tests come last, so that their result is what one
# sees.
test:
	@printf '\n== Form: gofumpt and imports (make fmt mends it)\n'
	$(LINT) fmt --diff
	@printf '\n== Linters\n'
	$(LINT) run
	@printf '\n== go vet\n'
	go vet ./...
	@printf '\n== Tests\n'
	go test -race -timeout 20m ./...

generate:
	go tool gqlgen generate

lint:
	$(LINT) run

fmt:
	$(LINT) fmt

# Looks vulnerabilities up on the network, and so is no part of the test.
audit:
	go tool -modfile=tools/go.mod deadcode -test ./...
	go tool -modfile=tools/go.mod govulncheck ./...
