package main

import (
	"errors"
	"flag"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// flags are those of one command: the package flag, with what it lacks. Flags
// may stand behind arguments, settings may come from the environment, and what
// is wrong is said in a sentence.
type flags struct {
	command string
	specs   []*flagSpec
}

// flagSpec describes a flag.
type flagSpec struct {
	name    string
	value   string // what its value is, such as ADDRESS; empty for a switch
	help    string
	env     string // the variable that it may come from; empty for none
	initial string // the value without it, for the help
	set     func(string) error
	err     error // why the value given is none
}

// settable is a flagSpec as the package flag wants it.
type settable struct{ *flagSpec }

// String is asked for by the package flag, for a help that is not ours.
func (settable) String() string { return "" }

// Set takes a value, and keeps what is wrong with it.
func (s settable) Set(value string) error {
	s.err = s.set(value)
	return s.err
}

// IsBoolFlag reports whether the flag may stand without a value.
func (s settable) IsBoolFlag() bool { return s.flagSpec != nil && s.value == "" }

func (f *flags) add(spec flagSpec, set func(string) error) {
	spec.set = set
	f.specs = append(f.specs, &spec)
}

// text declares a flag whose value is taken as it is.
func (f *flags) text(p *string, spec flagSpec) {
	f.add(spec, func(value string) error {
		*p = value
		return nil
	})
}

// list declares a flag that may be repeated.
func (f *flags) list(p *[]string, spec flagSpec) {
	f.add(spec, func(value string) error {
		if strings.TrimSpace(value) == "" {
			return errors.New("it is empty")
		}
		*p = append(*p, value)
		return nil
	})
}

// count declares a flag whose value is a number between two others.
func (f *flags) count(p *int, least, most int, spec flagSpec) {
	f.add(spec, func(value string) error {
		n, err := strconv.Atoi(value)
		if err != nil || n < least || n > most {
			return fmt.Errorf("%q is not a number from %d to %d", value, least, most)
		}
		*p = n
		return nil
	})
}

// on declares a switch.
func (f *flags) on(p *bool, spec flagSpec) {
	f.add(spec, func(value string) error {
		on, err := strconv.ParseBool(value)
		if err != nil {
			return fmt.Errorf("%q is neither true nor false", value)
		}
		*p = on
		return nil
	})
}

// parse takes the flags out of args, looks for settings that are not among
// them in the environment, and returns the arguments that are left. Behind
// "--" everything is an argument.
func (f *flags) parse(args []string, env func(string) string) ([]string, error) {
	set := flag.NewFlagSet(f.command, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	for _, spec := range f.specs {
		set.Var(settable{spec}, spec.name, spec.help)
	}
	var rest []string
	for len(args) > 0 {
		if err := set.Parse(args); err != nil {
			return nil, f.explain(err)
		}
		read := len(args) - set.NArg()
		if read > 0 && args[read-1] == "--" {
			rest = append(rest, set.Args()...)
			break
		}
		args = set.Args()
		if len(args) > 0 {
			rest, args = append(rest, args[0]), args[1:]
		}
	}
	given := map[string]bool{}
	set.Visit(func(g *flag.Flag) { given[g.Name] = true })
	for _, spec := range f.specs {
		value := ""
		if spec.env != "" {
			value = env(spec.env)
		}
		if value == "" || given[spec.name] {
			continue
		}
		if err := spec.set(value); err != nil {
			return nil, misuse("%s: %s", spec.env, err)
		}
	}
	return rest, nil
}

// explain says what the package flag found wrong, in our words.
func (f *flags) explain(err error) error {
	if errors.Is(err, flag.ErrHelp) {
		return errHelp
	}
	for _, spec := range f.specs {
		if spec.err != nil {
			return misuse("--%s: %s", spec.name, spec.err)
		}
	}
	said := err.Error()
	if name, ok := strings.CutPrefix(said, "flag provided but not defined: -"); ok {
		return misuse("there is no flag --%s; \"comity help %s\" lists those that there are", strings.TrimPrefix(name, "-"), f.command)
	}
	if name, ok := strings.CutPrefix(said, "flag needs an argument: -"); ok {
		return misuse("--%s needs a value behind it", strings.TrimPrefix(name, "-"))
	}
	return misuse("%s", said)
}
