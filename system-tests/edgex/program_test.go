package edgex

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

const (
	sdk          = "github.com/edgexfoundry/device-sdk-go/v4"
	deviceSimple = sdk + "/example/cmd/device-simple"
	deviceValues = "hearth/system-tests/edgex/values"
	pipelines    = "hearth/system-tests/edgex/pipelines"
	keeperMode   = "keeper"
	filesMode    = "files"
)

// options are how the programs of EdgeX are told where things are: by core-keeper, or by files.
func options(t *testing.T, mode string) []string {
	t.Helper()
	if mode == keeperMode {
		return []string{"-cp=keeper.http://localhost:59890", "-r", "-o"}
	}
	common, err := filepath.Abs("testdata/common.yaml")
	require.NoError(t, err)
	return []string{"-cc=" + common}
}

var (
	building sync.Mutex
	built    = map[string]string{}
	binaries string
)

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "edgex")
	if err != nil {
		panic(err)
	}
	binaries = folder
	code := m.Run()
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

// binary builds a program of a module, once.
func binary(t *testing.T, source string) string {
	t.Helper()
	building.Lock()
	defer building.Unlock()
	if path, done := built[source]; done {
		return path
	}
	path := filepath.Join(binaries, filepath.Base(source))
	// Without the overlay network that nothing here uses: it is most of the program.
	command := exec.Command("go", "build", "-tags", "no_openziti", "-o", path, source)
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	said, err := command.CombinedOutput()
	require.NoError(t, err, string(said))
	built[source] = path
	return path
}

// resources copies a program's res folder into one of its own, where a test may change it.
func resources(t *testing.T, source string) string {
	t.Helper()
	said, err := exec.Command("go", "list", "-f", "{{.Dir}}", source).Output()
	require.NoError(t, err)
	folder := t.TempDir()
	require.NoError(t, os.CopyFS(filepath.Join(folder, "res"), os.DirFS(filepath.Join(strings.TrimSpace(string(said)), "res"))))
	return folder
}

// program is one of EdgeX's that runs; it ends with its test.
type program struct {
	t       *testing.T
	command *exec.Cmd
	log     *bytes.Buffer
	guard   sync.Mutex
	ended   chan struct{}
}

func (p *program) Write(text []byte) (int, error) {
	p.guard.Lock()
	defer p.guard.Unlock()
	return p.log.Write(text)
}

func (p *program) said(text string) bool {
	p.guard.Lock()
	defer p.guard.Unlock()
	return strings.Contains(p.log.String(), text)
}

// run starts a program in a folder and waits until it says that it has started.
func run(t *testing.T, source, folder string, environment []string, arguments ...string) *program {
	t.Helper()
	path := binary(t, source)
	p := &program{t: t, log: &bytes.Buffer{}, ended: make(chan struct{})}
	p.command = exec.Command(path, arguments...)
	p.command.Dir = folder
	p.command.Env = append(append(os.Environ(), "EDGEX_SECURITY_SECRET_STORE=false"), environment...)
	p.command.Stdout, p.command.Stderr = p, p
	require.NoError(t, p.command.Start())
	go func() {
		_ = p.command.Wait()
		close(p.ended)
	}()
	t.Cleanup(func() {
		p.kill(syscall.SIGKILL)
		if t.Failed() {
			p.guard.Lock()
			defer p.guard.Unlock()
			t.Logf("%s said:\n%s", filepath.Base(source), p.log.String())
		}
	})
	eventually(t, filepath.Base(source)+" has started", func() bool { return p.said("Service started in") })
	return p
}

// kill sends a signal and waits for the end.
func (p *program) kill(signal syscall.Signal) {
	_ = p.command.Process.Signal(signal)
	select {
	case <-p.ended:
	case <-time.After(patience):
		p.t.Errorf("%s does not end on %s", p.command.Path, signal)
	}
}
