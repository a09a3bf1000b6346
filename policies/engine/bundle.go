//go:build js && wasm

package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"github.com/open-policy-agent/opa/v1/bundle"
)

const (
	largestFile = 16 << 20
	largestAll  = 64 << 20
	mostFiles   = 2000
)

// VerificationKey is the key that a bundle's signature is verified with.
type VerificationKey struct {
	ID string `json:"id"`
	// Key is a public key in PEM, or a shared secret.
	Key       string `json:"key"`
	Algorithm string `json:"algorithm"`
	Scope     string `json:"scope"`
}

// readBundle opens a bundle with OPA's own reader, which verifies the signature and the hash of every file when there
// is a key, and refuses a signed bundle when there is none.
func readBundle(r *Request) (any, error) {
	if err := checkArchive(r.Bundle); err != nil {
		return nil, err
	}
	reader := bundle.NewCustomReader(bundle.NewTarballLoaderWithBaseURL(bytes.NewReader(r.Bundle), "")).
		WithSizeLimitBytes(largestFile).
		WithCapabilities(capabilities(r)).
		WithProcessAnnotations(true).
		WithRegoVersion(regoVersion(r))
	if r.Key != nil {
		key := &bundle.KeyConfig{Key: r.Key.Key, Algorithm: r.Key.Algorithm}
		keys := map[string]*bundle.KeyConfig{r.Key.ID: key}
		reader = reader.WithBundleVerificationConfig(bundle.NewVerificationConfig(keys, r.Key.ID, r.Key.Scope, nil))
	}
	b, err := reader.Read()
	if err != nil {
		return nil, err
	}
	if b.Type() != bundle.SnapshotBundleType {
		return nil, errors.New("a delta bundle holds no policies of its own")
	}
	modules := map[string]string{}
	for _, module := range b.Modules {
		modules[strings.TrimPrefix(module.Path, "/")] = string(module.Raw)
	}
	entrypoints := []string{}
	for _, resolver := range b.Manifest.WasmResolvers {
		entrypoints = append(entrypoints, resolver.Entrypoint)
	}
	wasm := [][]byte{}
	for _, module := range b.WasmModules {
		wasm = append(wasm, module.Raw)
	}
	return map[string]any{
		"modules":     modules,
		"entrypoints": entrypoints,
		"wasm":        wasm,
		"data":        b.Data,
		"revision":    b.Manifest.Revision,
	}, nil
}

// checkArchive refuses what no bundle of OPA holds: links and devices, paths that climb, two files of one name (the
// second would hide the first), and more than anybody writes by hand.
func checkArchive(archive []byte) error {
	unzipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return fmt.Errorf("the bundle is no gzip archive: %w", err)
	}
	entries := tar.NewReader(io.LimitReader(unzipped, largestAll+1))
	seen := map[string]bool{}
	total := int64(0)
	for {
		header, err := entries.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return fmt.Errorf("the bundle is no tar archive, or holds more than %d MiB: %w", largestAll>>20, err)
		}
		name := path.Clean("/" + header.Name)
		total += header.Size
		switch {
		case header.Typeflag != tar.TypeReg && header.Typeflag != tar.TypeDir:
			return fmt.Errorf("the bundle holds %s, which is neither a file nor a folder", header.Name)
		case strings.Contains("/"+header.Name+"/", "/../"):
			return fmt.Errorf("the bundle holds a path that climbs: %s", header.Name)
		case header.Typeflag == tar.TypeReg && seen[name]:
			return fmt.Errorf("the bundle holds %s twice", header.Name)
		case len(seen) >= mostFiles:
			return fmt.Errorf("the bundle holds more than %d files", mostFiles)
		case total > largestAll:
			return fmt.Errorf("the bundle holds more than %d MiB", largestAll>>20)
		}
		seen[name] = true
	}
}
