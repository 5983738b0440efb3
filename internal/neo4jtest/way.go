package neo4jtest

import (
	"bytes"
	"context"
	"embed"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"

	"github.com/rogpeppe/go-internal/lockedfile"
)

// version is the Neo4j that tests run against. pom.xml names it too.
const version = "5.26.14"

// image is the same Neo4j for Docker, to the minor version: what is there.
const image = "neo4j:5.26-community"

// way is one way of running a Neo4j.
type way interface {
	// run starts the server s.
	run(s *Server) (*process, error)
}

// findWay returns the first way that works on this machine. Its error says
// what each of them lacks.
func findWay() (way, error) {
	jars, jarsErr := findJars()
	if jarsErr == nil {
		return jars, nil
	}
	docker, dockerErr := findDocker()
	if dockerErr == nil {
		return docker, nil
	}
	return nil, fmt.Errorf(`neo4jtest: no Neo4j can be started here.
  Java:   %w
  Docker: %w
Do one of these, or leave out the tests that need Neo4j with -short:
  install a JDK, 17 or later, and Maven (on Debian: apt-get install openjdk-17-jdk-headless maven);
  start Docker;
  or, for tests that share a database, set COMITY_TEST_NEO4J_URI to an empty one`, jarsErr, dockerErr)
}

// files are what the way through Java needs: pom.xml to fetch the jars,
// Launcher.java to start a server from them.
//
//go:embed pom.xml Launcher.java
var files embed.FS

// viaJars runs Neo4j from its jars, embedded in a small Java program.
type viaJars struct {
	java string // The path of the java command.
	dir  string // Where the jars are, below lib, and Launcher.java.
}

func findJars() (viaJars, error) {
	java, err := findJava()
	if err != nil {
		return viaJars{}, err
	}
	dir, err := fetchJars()
	return viaJars{java: java, dir: dir}, err
}

// findJava returns the path of a java that can run Neo4j and a program from
// its source: the compiler is part of a JDK and not of a plain runtime.
func findJava() (string, error) {
	java, err := exec.LookPath("java")
	if err != nil {
		return "", errors.New("there is no java")
	}
	modules, err := exec.Command(java, "--list-modules").Output()
	if err != nil {
		return "", fmt.Errorf("%s is older than Java 17, or broken: %w", java, err)
	}
	const oldest = 17
	match := regexp.MustCompile(`(?m)^java\.base@(\d+)`).FindSubmatch(modules)
	if match == nil {
		return "", fmt.Errorf("%s does not say its version", java)
	}
	if major, err := strconv.Atoi(string(match[1])); err != nil || major < oldest {
		return "", fmt.Errorf("%s is version %s; Neo4j needs %d or later", java, match[1], oldest)
	}
	if !bytes.Contains(modules, []byte("jdk.compiler@")) {
		return "", fmt.Errorf("%s is a runtime without a compiler; a JDK is needed", java)
	}
	return java, nil
}

// fetchJars returns the folder that holds the jars, and fills it first if this
// is the first time on this machine that anyone needs them.
//
// The tests of several packages come here at once. One of them fetches; a
// folder under its final name is always complete, because it gets that name
// last.
func fetchJars() (dir string, err error) {
	cache, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	dir = filepath.Join(cache, "comity", "neo4j-"+version)
	if _, err := os.Stat(dir); err == nil {
		return dir, nil
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o750); err != nil {
		return "", err
	}
	unlock, err := lockedfile.MutexAt(dir + ".lock").Lock()
	if err != nil {
		return "", err
	}
	defer unlock()
	if _, err := os.Stat(dir); err == nil {
		return dir, nil // Another process fetched them while this one waited.
	}

	maven, err := exec.LookPath("mvn")
	if err != nil {
		return "", errors.New("there is a JDK, but no Maven (mvn) to fetch Neo4j with")
	}
	filling, err := os.MkdirTemp(filepath.Dir(dir), "filling-")
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(filling)) }()
	if err := os.CopyFS(filling, files); err != nil {
		return "", err
	}
	output, err := exec.Command(maven, "--batch-mode", "--quiet",
		"--file", filepath.Join(filling, "pom.xml"),
		"dependency:copy-dependencies", "-DincludeScope=runtime",
		"-DoutputDirectory="+filepath.Join(filling, "lib"),
	).CombinedOutput()
	if err != nil {
		return "", fmt.Errorf("fetching Neo4j with Maven: %w\n%s", err, output)
	}
	return dir, os.Rename(filling, dir)
}

func (w viaJars) run(s *Server) (*process, error) {
	var conf strings.Builder
	for _, setting := range append(s.settings(), [2]string{"server.bolt.listen_address", fmt.Sprintf("127.0.0.1:%d", s.port)}) {
		fmt.Fprintf(&conf, "%s=%s\n", setting[0], setting[1])
	}
	confFile := filepath.Join(s.home, "neo4j.conf")
	if err := os.WriteFile(confFile, []byte(conf.String()), 0o600); err != nil {
		return nil, err
	}

	// From this package and not from the cache, which may be of an older one.
	source, err := files.ReadFile("Launcher.java")
	if err != nil {
		return nil, err
	}
	launcher := filepath.Join(s.home, "Launcher.java")
	if err := os.WriteFile(launcher, source, 0o600); err != nil {
		return nil, err
	}

	arguments := []string{
		w.java,
		fmt.Sprintf("-Xmx%dm", s.heapMB()),
		// Neo4j reaches into these, as its own start script allows it to.
		"--add-opens=java.base/java.nio=ALL-UNNAMED",
		"--add-opens=java.base/java.io=ALL-UNNAMED",
		"--add-opens=java.base/sun.nio.ch=ALL-UNNAMED",
		"-classpath", filepath.Join(w.dir, "lib", "*"),
		launcher, s.home, confFile,
	}
	if s.options.FileMB > 0 {
		const blocks = 1 << 20 / 512 // in a megabyte
		arguments = append([]string{"sh", "-c", `ulimit -f "$0" && exec "$@"`, strconv.Itoa(s.options.FileMB * blocks)}, arguments...)
	}
	command := exec.Command(arguments[0], arguments[1:]...)
	command.Env = os.Environ()
	// The password outlives a restart with the data; setting it again is refused.
	_, restarted := os.Stat(filepath.Join(s.home, "data", "databases"))
	if s.Password != "" && restarted != nil {
		command.Env = append(command.Env, "NEO4J_INITIAL_PASSWORD="+s.Password)
	}
	return startProcess(command)
}

// viaDocker runs Neo4j from its image.
type viaDocker struct {
	docker string // The path of the docker command.
}

func findDocker() (viaDocker, error) {
	docker, err := exec.LookPath("docker")
	if err != nil {
		return viaDocker{}, errors.New("there is no docker")
	}
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if output, err := exec.CommandContext(ctx, docker, "version").CombinedOutput(); err != nil {
		lines := strings.Split(strings.TrimSpace(string(output)), "\n")
		return viaDocker{}, fmt.Errorf("docker has no engine that works: %s", lines[len(lines)-1])
	}
	if exec.Command(docker, "image", "inspect", image).Run() != nil {
		if output, err := exec.Command(docker, "pull", "--quiet", image).CombinedOutput(); err != nil {
			return viaDocker{}, fmt.Errorf("docker cannot get %s: %s", image, bytes.TrimSpace(output))
		}
	}
	return viaDocker{docker: docker}, nil
}

// dockerScript is what the container runs: the image's own start script, made
// to behave as a process here must. It says when the server is ready, and
// stops it when the input ends.
const dockerScript = `/startup/docker-entrypoint.sh neo4j > >(sed -u 's/^.* Started\.$/` + readyLine + `/') 2>&1 &
cat > /dev/null
kill $!
wait $! || true`

func (w viaDocker) run(s *Server) (*process, error) {
	data := filepath.Join(s.home, "data")
	if err := os.MkdirAll(data, 0o750); err != nil {
		return nil, err
	}
	name := fmt.Sprintf("comity-test-neo4j-%d-%d", os.Getpid(), s.port)
	args := []string{
		"run", "--rm", "--interactive", "--name", name,
		"--publish", fmt.Sprintf("127.0.0.1:%d:7687", s.port),
		"--volume", data + ":/data",
		"--env", fmt.Sprintf("NEO4J_server_memory_heap_max__size=%dm", s.heapMB()),
	}
	// The image gives the data folder to a user of its own unless it runs as
	// somebody; then the test could not remove it. As root, it can anyway.
	if uid := os.Getuid(); uid > 0 {
		args = append(args, "--user", fmt.Sprintf("%d:%d", uid, os.Getgid()))
	}
	if s.Password == "" {
		args = append(args, "--env", "NEO4J_AUTH=none")
	} else {
		args = append(args, "--env", "NEO4J_AUTH=neo4j/"+s.Password)
	}
	asVariable := strings.NewReplacer("_", "__", ".", "_")
	for _, setting := range s.settings() {
		args = append(args, "--env", fmt.Sprintf("NEO4J_%s=%s", asVariable.Replace(setting[0]), setting[1]))
	}
	args = append(args, "--entrypoint", "bash", image, "-c", dockerScript)

	p, err := startProcess(exec.Command(w.docker, args...))
	if err != nil {
		return nil, err
	}
	// Killing the docker command leaves the container to stop in its own time.
	p.end = func() error {
		if output, err := exec.Command(w.docker, "kill", name).CombinedOutput(); err != nil {
			return fmt.Errorf("docker kill: %s", bytes.TrimSpace(output))
		}
		return nil
	}
	p.halt, p.goOn = w.docker+" pause "+name, w.docker+" unpause "+name
	return p, nil
}
