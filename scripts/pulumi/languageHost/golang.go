package main

import (
	"context"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	generator "github.com/pulumi/pulumi/pkg/v3/codegen/go"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	sdk "github.com/pulumi/pulumi/sdk/v3/go/pulumi"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
)

type golang struct{}

func (golang) install(
	ctx context.Context, asked *pulumirpc.InstallDependenciesRequest, stdout, stderr io.Writer,
) error {
	tidy := exec.CommandContext(ctx, "go", "mod", "tidy")
	tidy.Dir = asked.Info.ProgramDirectory
	tidy.Stdout, tidy.Stderr = stdout, stderr
	return tidy.Run()
}

func (golang) program(ctx context.Context, run run) (*exec.Cmd, func() error, error) {
	folder, err := os.MkdirTemp("", "pulumi-go-")
	if err != nil {
		return nil, nil, err
	}
	remove := func() error { return os.RemoveAll(folder) }
	// With .exe, Windows runs it; elsewhere a name is a name.
	built := filepath.Join(folder, "program.exe")
	build := exec.CommandContext(ctx, "go", "build", "-o", built, run.Info.EntryPoint)
	build.Dir = run.Info.ProgramDirectory
	build.Stdout, build.Stderr = os.Stdout, os.Stderr
	if err := build.Run(); err != nil {
		_ = remove()
		return nil, nil, err
	}
	program := exec.CommandContext(ctx, built, run.Args...)
	program.Dir = run.Pwd
	program.Env = append(os.Environ(),
		sdk.EnvOrganization+"="+run.Organization,
		sdk.EnvProject+"="+run.Project,
		sdk.EnvPulumiRootDirectory+"="+run.Info.RootDirectory,
		sdk.EnvStack+"="+run.Stack,
		sdk.EnvDryRun+"="+strconv.FormatBool(run.DryRun),
		sdk.EnvParallel+"="+strconv.Itoa(int(run.Parallel)),
		sdk.EnvMonitor+"="+run.MonitorAddress,
		sdk.EnvEngine+"="+run.engine,
	)
	return program, remove, nil
}

func (golang) generatePackage(
	bound *schema.Package, asked *pulumirpc.GeneratePackageRequest, _ schema.ReferenceLoader,
) (map[string][]byte, error) {
	return generator.GeneratePackage("pulumi-language-go", bound, asked.LocalDependencies)
}

func (golang) generateProgram(program *pcl.Program) (map[string][]byte, hcl.Diagnostics, error) {
	return generator.GenerateProgram(program)
}
