//go:build js && wasm

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/rego"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/storage/inmem"
	"github.com/open-policy-agent/opa/v1/topdown"
	"github.com/open-policy-agent/opa/v1/util"
)

// evaluate answers a query with OPA's own evaluator. Sets become arrays, as in JSON everywhere; no result is
// `{"defined": false}`.
func evaluate(r *Request) (any, error) {
	c, _, err := compiler(r)
	if err != nil {
		return nil, err
	}
	store, err := storeOf(r)
	if err != nil {
		return nil, err
	}
	nanoseconds, err := strconv.ParseInt(defaulted(r.NowNs, "0"), 10, 64)
	if err != nil {
		return nil, err
	}
	options := []func(*rego.Rego){
		rego.Query(r.Query),
		rego.Compiler(c),
		rego.Store(store),
		rego.Capabilities(capabilities(r)),
		rego.StrictBuiltinErrors(r.StrictBuiltinErrors),
		rego.Time(time.Unix(0, nanoseconds).UTC()),
	}
	if len(r.Input) > 0 {
		input, err := ast.ValueFromReader(bytes.NewReader(r.Input))
		if err != nil {
			return nil, err
		}
		options = append(options, rego.ParsedInput(input))
	}
	if r.AsText {
		options = append(options, rego.GenerateJSON(func(term *ast.Term, _ *rego.EvalContext) (any, error) {
			return regoText(term.Value), nil
		}))
	}
	results, err := rego.New(options...).Eval(context.Background())
	if err != nil {
		return nil, err
	}
	if len(results) == 0 {
		return map[string]any{"defined": false}, nil
	}
	return map[string]any{"defined": true, "value": results[0].Expressions[0].Value, "bindings": results[0].Bindings}, nil
}

// regoText writes a value with JSON's strings, and sets as {1, 2} and set().
func regoText(value ast.Value) string {
	var parts []string
	switch v := value.(type) {
	case *ast.Array:
		v.Foreach(func(each *ast.Term) { parts = append(parts, regoText(each.Value)) })
		return "[" + strings.Join(parts, ", ") + "]"
	case ast.Set:
		v.Foreach(func(each *ast.Term) { parts = append(parts, regoText(each.Value)) })
		if len(parts) == 0 {
			return "set()"
		}
		return "{" + strings.Join(parts, ", ") + "}"
	case ast.Object:
		v.Foreach(func(key, each *ast.Term) { parts = append(parts, regoText(key.Value)+": "+regoText(each.Value)) })
		return "{" + strings.Join(parts, ", ") + "}"
	default:
		text, _ := json.Marshal(value)
		return string(text)
	}
}

func storeOf(r *Request) (storage.Store, error) {
	data := map[string]any{}
	if len(r.Data) > 0 && !bytes.Equal(r.Data, []byte("null")) {
		if err := util.NewJSONDecoder(bytes.NewReader(r.Data)).Decode(&data); err != nil {
			return nil, err
		}
	}
	return inmem.NewFromObjectWithOpts(data, inmem.OptRoundTripOnWrite(false)), nil
}

func evaluationFault(err error) Fault {
	var one *topdown.Error
	if errors.As(err, &one) {
		fault := Fault{Code: one.Code, Message: one.Message}
		if one.Location != nil {
			fault.File, fault.Row, fault.Col = one.Location.File, one.Location.Row, one.Location.Col
		}
		return fault
	}
	return Fault{Code: "engine_error", Message: fmt.Sprint(err)}
}

func defaulted(value, fallback string) string {
	if value == "" {
		return fallback
	}
	return value
}

// call answers one built-in over operands in Rego's notation.
func call(r *Request) (any, error) {
	builtin := topdown.GetBuiltin(r.Query)
	if builtin == nil || !slices.Contains(r.Builtins, r.Query) {
		return nil, fmt.Errorf("no policy may call %s", r.Query)
	}
	term, err := ast.ParseTerm(r.Operands)
	if err != nil {
		return nil, err
	}
	operands, ok := term.Value.(*ast.Array)
	if !ok {
		return nil, fmt.Errorf("the operands of %s are not a list", r.Query)
	}
	terms := make([]*ast.Term, 0, operands.Len())
	operands.Foreach(func(each *ast.Term) { terms = append(terms, each) })
	answer := map[string]any{"defined": false}
	err = builtin(topdown.BuiltinContext{Context: context.Background()}, terms, func(result *ast.Term) error {
		answer = map[string]any{"defined": true, "value": regoText(result.Value)}
		return nil
	})
	return answer, err
}
