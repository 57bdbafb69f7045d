// A language host of this project's tests, for Python and for Go, for a CLI that was built from its sources: the Go proxy
// does not serve Pulumi's own. What it does is done by the same parts of Pulumi: the toolchains, the script that runs a
// program in Python, and the generators of libraries and programs. What the tests do not ask for, such as debuggers and
// type checkers, it lacks. The name of its file says for which language it is.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strings"
	"time"

	"github.com/hashicorp/hcl/v2"
	hclsyntax "github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/constant"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// What differs from one language to the next.
type language interface {
	install(ctx context.Context, asked *pulumirpc.InstallDependenciesRequest, stdout, stderr io.Writer) error
	// A command that runs the program, and what removes the files that it needs.
	program(ctx context.Context, run run) (*exec.Cmd, func() error, error)
	generatePackage(
		bound *schema.Package, asked *pulumirpc.GeneratePackageRequest, loader schema.ReferenceLoader,
	) (map[string][]byte, error)
	generateProgram(program *pcl.Program) (map[string][]byte, hcl.Diagnostics, error)
}

var languages = map[string]language{
	"pulumi-language-python": python{},
	"pulumi-language-go":     golang{},
}

// What a program is run with.
type run struct {
	*pulumirpc.RunRequest
	engine string
	// The file of this host.
	self string
}

type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	language
	engine string
	self   string
}

func main() {
	if err := serve(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func serve() error {
	flag.String("tracing", "", "not used")
	flag.Parse()
	self, err := os.Executable()
	if err != nil {
		return err
	}
	name := strings.TrimSuffix(filepath.Base(self), ".exe")
	spoken, known := languages[name]
	if !known {
		return fmt.Errorf("%s is not the name of a language host that this program can be", name)
	}
	engine := flag.Arg(0)

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	over := make(chan bool)
	go func() {
		<-ctx.Done()
		close(over)
	}()
	if engine != "" {
		if err := rpcutil.Healthcheck(ctx, engine, 5*time.Minute, stop); err != nil {
			return err
		}
	}
	handle, err := rpcutil.ServeWithOptions(rpcutil.ServeOptions{
		Cancel: over,
		Init: func(server *grpc.Server) error {
			pulumirpc.RegisterLanguageRuntimeServer(server, &host{language: spoken, self: self, engine: engine})
			return nil
		},
	})
	if err != nil {
		return err
	}
	fmt.Println(handle.Port)
	return <-handle.Done
}

func (*host) GetPluginInfo(context.Context, *emptypb.Empty) (*pulumirpc.PluginInfo, error) {
	return &pulumirpc.PluginInfo{Version: version.Version}, nil
}

// The projects of the tests name their plugin themselves.
func (*host) GetRequiredPackages(
	context.Context, *pulumirpc.GetRequiredPackagesRequest,
) (*pulumirpc.GetRequiredPackagesResponse, error) {
	return &pulumirpc.GetRequiredPackagesResponse{}, nil
}

func (host *host) InstallDependencies(
	asked *pulumirpc.InstallDependenciesRequest, server pulumirpc.LanguageRuntime_InstallDependenciesServer,
) error {
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(server, asked.IsTerminal)
	if err != nil {
		return err
	}
	return errors.Join(host.install(server.Context(), asked, stdout, stderr), closer.Close())
}

func (host *host) Run(ctx context.Context, asked *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	configuration, err := json.Marshal(asked.Config)
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(append([]string{}, asked.ConfigSecretKeys...))
	if err != nil {
		return nil, err
	}
	program, remove, err := host.program(ctx, run{RunRequest: asked, engine: host.engine, self: host.self})
	if err != nil {
		return nil, err
	}
	program.Cancel = func() error { return program.Process.Signal(os.Interrupt) }
	program.WaitDelay = 5 * time.Second
	program.Stdout, program.Stderr = os.Stdout, os.Stderr
	if program.Env == nil {
		program.Env = os.Environ()
	}
	program.Env = append(program.Env,
		"PULUMI_CONFIG="+string(configuration), "PULUMI_CONFIG_SECRET_KEYS="+string(secretKeys))
	ended := program.Run()
	if err := remove(); err != nil {
		return nil, err
	}
	var exit *exec.ExitError
	switch {
	case errors.As(ended, &exit) && exit.ExitCode() == constant.ExitStatusLoggedError:
		return &pulumirpc.RunResponse{Bail: true}, nil
	case ended != nil:
		return &pulumirpc.RunResponse{Error: "the program failed: " + ended.Error()}, nil
	}
	return &pulumirpc.RunResponse{}, nil
}

func (host *host) GeneratePackage(
	_ context.Context, asked *pulumirpc.GeneratePackageRequest,
) (*pulumirpc.GeneratePackageResponse, error) {
	loader, err := schema.NewLoaderClient(asked.LoaderTarget)
	if err != nil {
		return nil, err
	}
	defer loader.Close()
	cached := schema.NewCachedLoader(loader)
	var spec schema.PackageSpec
	if err := json.Unmarshal([]byte(asked.Schema), &spec); err != nil {
		return nil, err
	}
	bound, problems, err := schema.BindSpec(spec, cached, schema.ValidationOptions{AllowDanglingReferences: true})
	if err != nil {
		return nil, err
	}
	told := &pulumirpc.GeneratePackageResponse{Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(problems)}
	if problems.HasErrors() {
		return told, nil
	}
	files, err := host.generatePackage(bound, asked, cached)
	if err != nil {
		return nil, err
	}
	for name, content := range files {
		file := filepath.Join(asked.Directory, name)
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			return nil, err
		}
		if err := os.WriteFile(file, content, 0o644); err != nil {
			return nil, err
		}
	}
	return told, nil
}

// With it `pulumi import` writes the program.
func (host *host) GenerateProgram(
	_ context.Context, asked *pulumirpc.GenerateProgramRequest,
) (*pulumirpc.GenerateProgramResponse, error) {
	loader, err := schema.NewLoaderClient(asked.LoaderTarget)
	if err != nil {
		return nil, err
	}
	defer loader.Close()
	parser := hclsyntax.NewParser()
	for name, content := range asked.Source {
		if err := parser.ParseFile(strings.NewReader(content), name); err != nil {
			return nil, err
		}
	}
	if parser.Diagnostics.HasErrors() {
		return nil, parser.Diagnostics
	}
	options := []pcl.BindOption{pcl.PreferOutputVersionedInvokes}
	if !asked.Strict {
		options = append(options, pcl.NonStrictBindOptions()...)
	}
	program, problems, err := pcl.BindProgram(parser.Files, schema.NewCachedLoader(loader), options...)
	if err != nil {
		return nil, err
	}
	told := &pulumirpc.GenerateProgramResponse{Diagnostics: plugin.HclDiagnosticsToRPCDiagnostics(problems)}
	if problems.HasErrors() {
		return told, nil
	}
	files, more, err := host.generateProgram(program)
	if err != nil {
		return nil, err
	}
	told.Source = files
	told.Diagnostics = append(told.Diagnostics, plugin.HclDiagnosticsToRPCDiagnostics(more)...)
	return told, nil
}
