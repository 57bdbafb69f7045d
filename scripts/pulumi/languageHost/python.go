package main

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"path/filepath"
	"strconv"

	"github.com/hashicorp/hcl/v2"
	"github.com/pulumi/pulumi/pkg/v3/codegen/pcl"
	generator "github.com/pulumi/pulumi/pkg/v3/codegen/python"
	"github.com/pulumi/pulumi/pkg/v3/codegen/schema"
	pulumirpc "github.com/pulumi/pulumi/sdk/v3/proto/go"
	"github.com/pulumi/pulumi/sdk/v3/python/toolchain"
)

type python struct{}

func (python) install(
	ctx context.Context, asked *pulumirpc.InstallDependenciesRequest, stdout, stderr io.Writer,
) error {
	chain, err := toolchainOf(asked.Info)
	if err != nil {
		return err
	}
	return chain.InstallDependencies(
		ctx, asked.Info.ProgramDirectory, asked.UseLanguageVersionTools, true, stdout, stderr)
}

func (python) program(ctx context.Context, run run) (*exec.Cmd, func() error, error) {
	chain, err := toolchainOf(run.Info)
	if err != nil {
		return nil, nil, err
	}
	if err := chain.ValidateVenv(ctx); err != nil {
		return nil, nil, err
	}
	args := []string{
		filepath.Join(filepath.Dir(run.self), "pulumi-language-python-exec"),
		"--monitor", run.MonitorAddress,
		"--engine", run.engine,
		"--project", run.Project,
		"--root_directory", run.Info.RootDirectory,
		"--stack", run.Stack,
		"--pwd", run.Pwd,
		"--dry_run", strconv.FormatBool(run.DryRun),
		"--parallel", strconv.Itoa(int(run.Parallel)),
		"--organization", run.Organization,
		run.Info.EntryPoint,
	}
	program, err := chain.Command(ctx, append(args, run.Args...)...)
	return program, func() error { return nil }, err
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

func (python) generatePackage(
	bound *schema.Package, asked *pulumirpc.GeneratePackageRequest, loader schema.ReferenceLoader,
) (map[string][]byte, error) {
	return generator.GeneratePackage("pulumi-language-python", bound, asked.ExtraFiles, loader)
}

func (python) generateProgram(program *pcl.Program) (map[string][]byte, hcl.Diagnostics, error) {
	return generator.GenerateProgram(program)
}
