//go:build js && wasm

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/bundle"
	"github.com/open-policy-agent/opa/v1/compile"
	"github.com/open-policy-agent/opa/v1/format"
	"github.com/open-policy-agent/opa/v1/rego"
)

// Rule is what a caller must know of a rule: its kind decides whether it may stand for a verdict.
type Rule struct {
	Package string `json:"package"`
	Name    string `json:"name"`
	// Kind is set, object, value or function.
	Kind string `json:"kind"`
	File string `json:"file"`
	Row  int    `json:"row"`
	// Annotations of the rule, then of its document, package and super-packages.
	Annotations []*ast.Annotations `json:"annotations"`
}

func capabilities(r *Request) *ast.Capabilities {
	if r.capabilities == nil {
		r.capabilities = allowedCapabilities(r)
	}
	return r.capabilities
}

func allowedCapabilities(r *Request) *ast.Capabilities {
	caps := ast.CapabilitiesForThisVersion()
	caps.AllowNet = []string{}
	if len(r.Builtins) == 0 {
		return caps
	}
	caps.Builtins = slices.DeleteFunc(caps.Builtins, func(b *ast.Builtin) bool {
		return !slices.Contains(r.Builtins, b.Name)
	})
	return caps
}

func parse(r *Request) (map[string]*ast.Module, error) {
	var errs ast.Errors
	modules := map[string]*ast.Module{}
	for _, file := range sortedKeys(r.Modules) {
		module, err := ast.ParseModuleWithOpts(file, r.Modules[file], ast.ParserOptions{
			Capabilities:      capabilities(r),
			ProcessAnnotation: true,
			RegoVersion:       regoVersion(r),
		})
		if list, ok := err.(ast.Errors); ok {
			errs = append(errs, list...)
		} else if err != nil {
			errs = append(errs, ast.NewError(ast.ParseErr, &ast.Location{File: file, Row: 1, Col: 1}, "%v", err))
		} else if module != nil {
			modules[file] = module
		}
	}
	if len(errs) > 0 {
		return nil, errs
	}
	return modules, nil
}

// compiled is what the last request compiled: one decision checks, evaluates and builds the same policies.
var compiled struct {
	sources  []byte
	compiler *ast.Compiler
	modules  map[string]*ast.Module
}

func compiler(r *Request) (*ast.Compiler, map[string]*ast.Module, error) {
	sources, err := json.Marshal([]any{r.Modules, r.Builtins, r.Schema, r.Strict, r.V0})
	if err != nil {
		return nil, nil, err
	}
	if compiled.compiler != nil && bytes.Equal(compiled.sources, sources) {
		return compiled.compiler, compiled.modules, nil
	}
	c, modules, err := compileModules(r)
	if err == nil {
		compiled.sources, compiled.compiler, compiled.modules = sources, c, modules
	}
	return c, modules, err
}

func compileModules(r *Request) (*ast.Compiler, map[string]*ast.Module, error) {
	modules, err := parse(r)
	if err != nil {
		return nil, nil, err
	}
	c := ast.NewCompiler().
		WithCapabilities(capabilities(r)).
		WithStrict(r.Strict).
		WithDefaultRegoVersion(regoVersion(r))
	if len(r.Schema) > 0 && !bytes.Equal(r.Schema, []byte("null")) {
		if err := setInputType(c, r.Schema); err != nil {
			return nil, nil, err
		}
	}
	c.Compile(modules)
	if c.Failed() {
		return nil, nil, c.Errors
	}
	return c, modules, nil
}

// check compiles and lists the rules.
func check(r *Request) (any, error) {
	c, modules, err := compiler(r)
	if err != nil {
		return nil, err
	}
	return map[string]any{"rules": rules(c, modules)}, nil
}

func rules(c *ast.Compiler, modules map[string]*ast.Module) []Rule {
	found := []Rule{}
	annotations := c.GetAnnotationSet()
	for _, file := range sortedKeys(modules) {
		for _, rule := range modules[file].Rules {
			each := Rule{
				Package:     modules[file].Package.Path.String()[len("data."):],
				Name:        rule.Head.Ref().GroundPrefix().String(),
				Kind:        kind(rule),
				File:        file,
				Row:         rule.Location.Row,
				Annotations: []*ast.Annotations{},
			}
			for _, ref := range annotations.Chain(rule) {
				if ref.Annotations != nil {
					each.Annotations = append(each.Annotations, ref.Annotations)
				}
			}
			found = append(found, each)
		}
	}
	return found
}

func kind(rule *ast.Rule) string {
	if len(rule.Head.Args) > 0 {
		return "function"
	}
	switch rule.Head.DocKind() {
	case ast.PartialSetDoc:
		return "set"
	case ast.PartialObjectDoc:
		return "object"
	default:
		return "value"
	}
}

// build compiles to WASM, with the given entry points, or with the query as the one entry point "eval"; what check
// refuses must have been asked before.
func build(r *Request) (any, error) {
	if r.Query != "" {
		return buildQuery(r)
	}
	modules, err := parse(r)
	if err != nil {
		return nil, err
	}
	b := &bundle.Bundle{Data: map[string]any{}}
	for _, file := range sortedKeys(modules) {
		path := "/" + file
		b.Modules = append(b.Modules, bundle.ModuleFile{
			URL: path, Path: path, RelativePath: path, Raw: []byte(r.Modules[file]), Parsed: modules[file],
		})
	}
	b.Manifest.Init()
	builder := compile.New().
		WithBundle(b).
		WithTarget(compile.TargetWasm).
		WithRegoVersion(regoVersion(r)).
		WithCapabilities(capabilities(r)).
		WithEntrypoints(r.Entrypoints...)
	if err := builder.Build(context.Background()); err != nil {
		return nil, err
	}
	built := builder.Bundle().WasmModules
	if len(built) != 1 {
		return nil, fmt.Errorf("the build gave %d modules", len(built))
	}
	return map[string]any{"wasm": built[0].Raw}, nil
}

func buildQuery(r *Request) (any, error) {
	c, _, err := compiler(r)
	if err != nil {
		return nil, err
	}
	result, err := rego.New(rego.Query(r.Query), rego.Compiler(c), rego.Capabilities(capabilities(r))).
		Compile(context.Background())
	if err != nil {
		return nil, err
	}
	return map[string]any{"wasm": result.Bytes}, nil
}

// formatModules lays the modules out as `opa fmt` does.
func formatModules(r *Request) (any, error) {
	formatted := map[string]string{}
	for _, file := range sortedKeys(r.Modules) {
		text, err := format.SourceWithOpts(file, []byte(r.Modules[file]), format.Opts{RegoVersion: ast.RegoV1})
		if err != nil {
			return nil, err
		}
		formatted[file] = string(text)
	}
	return map[string]any{"modules": formatted}, nil
}

func sortedKeys[T any](m map[string]T) []string {
	keys := make([]string, 0, len(m))
	for key := range m {
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return keys
}
