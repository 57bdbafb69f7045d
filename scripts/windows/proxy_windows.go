// Replaces a file of Pulumi's Node language host for Wine, whose named pipes accept no connection of go-winio.
//
// The pipes serve synchronous invokes of old SDKs only. Without them everything else of the language host is as its vendor
// wrote it.

package main

import (
	"io"
	"strings"
)

type noPipes struct{}

func createPipes() (pipes, error) { return noPipes{}, nil }

func (noPipes) directory() string { return "" }

func (noPipes) connect() error { return nil }

func (noPipes) reader() io.Reader { return strings.NewReader("") }

func (noPipes) writer() io.Writer { return io.Discard }

func (noPipes) shutdown() {}
