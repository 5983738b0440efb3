# make run       the server, with the embedded graph
# make test      everything that must hold; what continuous integration runs
# make lint      the linters alone
# make fuzz      each fuzz target for a moment; longer with FUZZ=5m
# make fmt       rewrite Go files in their one form
# make generate  rewrite the generated code after a change of schema/
# make audit     code that nothing reaches, and known vulnerabilities

LINT = go tool -modfile=tools/go.mod golangci-lint

# How long each target is fuzzed: a number of inputs takes what time it needs
# on a slow machine.
FUZZ = 2000x

# What is tested longest begins first, so that the processors are busy to the end.
LONGEST = ./graph/neo4jstore ./cmd/comity

.PHONY: run test fuzz generate lint fmt audit

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
	@printf '\n== Fuzzing\n'
	@$(MAKE) --no-print-directory fuzz
	@printf '\n== Tests\n'
	go test -race -timeout 20m $(LONGEST) ./...

# Inputs under testdata/fuzz are run by every go test; this makes up new ones.
# What fails is written there: rename it after what it shows, mend, commit both.
fuzz:
	@grep -roE --include='*_test.go' '^func Fuzz[[:alnum:]]+' . | LC_ALL=C sort | while IFS=: read -r file target; do \
		echo "$${target#func } in $$(dirname "$$file")"; \
		go test "$$(dirname "$$file")" -run '^$$' -fuzz "^$${target#func }$$" -fuzztime $(FUZZ) -fuzzminimizetime 10x || exit 1; \
	done

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
