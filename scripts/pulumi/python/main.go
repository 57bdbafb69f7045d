// A Python language host for this project's tests, for a CLI that was built from its sources: the Go proxy does not serve
// Pulumi's own. What it does is done by the same parts of Pulumi: the toolchains, the script that runs a program, and
// the generators of libraries and programs. What the tests do not ask for, such as debuggers and type checkers, it lacks.
package main

import (
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	hclsyntax "github.com/pulumi/pulumi/pkg/v3/codegen/hcl2/syntax"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	"github.com/pulumi/pulumi/sdk/v3/go/common/resource/plugin"
	"github.com/pulumi/pulumi/sdk/v3/go/common/util/rpcutil"
	"github.com/pulumi/pulumi/sdk/v3/go/common/version"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// With this code the script says that it has told the user what is wrong.
const toldTheUser = 32

type host struct {
	pulumirpc.UnimplementedLanguageRuntimeServer
	script string
	engine string
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
	script := filepath.Join(filepath.Dir(self), "pulumi-language-python-exec")
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
			pulumirpc.RegisterLanguageRuntimeServer(server, &host{script: script, engine: engine})
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

func (*host) InstallDependencies(
	asked *pulumirpc.InstallDependenciesRequest, server pulumirpc.LanguageRuntime_InstallDependenciesServer,
) error {
	chain, err := toolchainOf(asked.Info)
	if err != nil {
		return err
	}
	closer, stdout, stderr, err := rpcutil.MakeInstallDependenciesStreams(server, asked.IsTerminal)
	if err != nil {
		return err
	}
	installed := chain.InstallDependencies(
		server.Context(), asked.Info.ProgramDirectory, asked.UseLanguageVersionTools, true, stdout, stderr)
	return errors.Join(installed, closer.Close())
}

func (host *host) Run(ctx context.Context, asked *pulumirpc.RunRequest) (*pulumirpc.RunResponse, error) {
	chain, err := toolchainOf(asked.Info)
	if err != nil {
		return nil, err
	}
	if err := chain.ValidateVenv(ctx); err != nil {
		return nil, err
	}
	configuration, err := json.Marshal(asked.Config)
	if err != nil {
		return nil, err
	}
	secretKeys, err := json.Marshal(append([]string{}, asked.ConfigSecretKeys...))
	if err != nil {
		return nil, err
	}
	args := []string{
		host.script,
		"--monitor", asked.MonitorAddress,
		"--engine", host.engine,
		"--project", asked.Project,
		"--root_directory", asked.Info.RootDirectory,
		"--stack", asked.Stack,
		"--pwd", asked.Pwd,
		"--dry_run", strconv.FormatBool(asked.DryRun),
		"--parallel", strconv.Itoa(int(asked.Parallel)),
		"--organization", asked.Organization,
		asked.Info.EntryPoint,
	}
	program, err := chain.Command(ctx, append(args, asked.Args...)...)
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
	err = program.Run()
	var exit *exec.ExitError
	switch {
	case errors.As(err, &exit) && exit.ExitCode() == toldTheUser:
		return &pulumirpc.RunResponse{Bail: true}, nil
	case err != nil:
		return &pulumirpc.RunResponse{Error: "the program failed: " + err.Error()}, nil
	}
	return &pulumirpc.RunResponse{}, nil
}

func toolchainOf(info *pulumirpc.ProgramInfo) (toolchain.Toolchain, error) {
	options := info.Options.AsMap()
	if named, ok := options["toolchain"]; ok && named != "pip" {
		return nil, fmt.Errorf("this language host knows the toolchain pip, and not %v", named)
	}
	environment, _ := options["virtualenv"].(string)
	return toolchain.ResolveToolchain(toolchain.PythonOptions{
		Root:       info.RootDirectory,
		ProgramDir: info.ProgramDirectory,
		Toolchain:  toolchain.Pip,
		Virtualenv: environment,
	})
}

func (*host) GeneratePackage(
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
	files, err := python.GeneratePackage("pulumi-language-python", bound, asked.ExtraFiles, cached)
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
func (*host) GenerateProgram(
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
	files, more, err := python.GenerateProgram(program)
	if err != nil {
		return nil, err
	}
	told.Source = files
	told.Diagnostics = append(told.Diagnostics, plugin.HclDiagnosticsToRPCDiagnostics(more)...)
	return told, nil
}
