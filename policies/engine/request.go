//go:build js && wasm

package main

import (
	"encoding/json"
	"errors"

	"github.com/open-policy-agent/opa/v1/ast"
)

// Request is one call of the engine. Modules, data and schema are given as values, never as paths.
type Request struct {
	Op string `json:"op"`
	// Modules are Rego texts by file name.
	Modules map[string]string `json:"modules"`
	// Builtins is the allow-list; empty means all that OPA has.
	Builtins []string `json:"builtins"`
	// Schema is the JSON Schema of `input`; null leaves input untyped.
	Schema json.RawMessage `json:"schema"`
	Strict bool            `json:"strict"`
	// V0 reads the modules as Rego v0, in which older example policies are written.
	V0          bool     `json:"v0"`
	Entrypoints []string `json:"entrypoints"`
	// Query is a Rego query, or the name of a built-in to call with Operands.
	Query    string          `json:"query"`
	Operands string          `json:"operands"`
	Input    json.RawMessage `json:"input"`
	Data     json.RawMessage `json:"data"`
	// StrictBuiltinErrors makes a failing built-in an error instead of undefined.
	StrictBuiltinErrors bool `json:"strictBuiltinErrors"`
	// NowNs is the clock that time.now_ns reads, in nanoseconds since 1970, as decimal text.
	NowNs string `json:"nowNs"`
	// AsText gives results in Rego's notation, which tells sets from arrays, instead of JSON.
	AsText bool `json:"asText"`
	// Filter is a regular expression over the names of tests.
	Filter   string `json:"filter"`
	Coverage bool   `json:"coverage"`
	// Bundle is an archive as OPA's build writes it; Key verifies its signature.
	Bundle []byte           `json:"bundle"`
	Key    *VerificationKey `json:"key"`

	capabilities *ast.Capabilities
}

// Fault is one error with its place, as OPA states it.
type Fault struct {
	Code    string `json:"code"`
	Message string `json:"message"`
	File    string `json:"file,omitempty"`
	Row     int    `json:"row,omitempty"`
	Col     int    `json:"col,omitempty"`
}

var operations = map[string]func(*Request) (any, error){
	"check":  check,
	"format": formatModules,
	"build":  build,
	"bundle": readBundle,
	"call":   call,
	"eval":   evaluate,
	"test":   runTests,
}

func regoVersion(r *Request) ast.RegoVersion {
	if r.V0 {
		return ast.RegoV0
	}
	return ast.RegoV1
}

func failure(err error) map[string]any {
	return map[string]any{"errors": faults(err)}
}

func faults(err error) []Fault {
	var list ast.Errors
	if errors.As(err, &list) {
		found := []Fault{}
		for _, each := range list {
			found = append(found, faultOf(each))
		}
		return found
	}
	var one *ast.Error
	if errors.As(err, &one) {
		return []Fault{faultOf(one)}
	}
	return []Fault{evaluationFault(err)}
}

func faultOf(err *ast.Error) Fault {
	fault := Fault{Code: err.Code, Message: err.Message}
	if err.Location != nil {
		fault.File, fault.Row, fault.Col = err.Location.File, err.Location.Row, err.Location.Col
	}
	if err.Details != nil {
		for _, line := range err.Details.Lines() {
			fault.Message += "\n" + line
		}
	}
	return fault
}
