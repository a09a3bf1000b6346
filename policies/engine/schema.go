//go:build js && wasm

package main

import (
	"encoding/json"
	"fmt"
	"reflect"
	"unsafe"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/types"
)

// schemaNode is the part of JSON Schema that the schema of the input uses.
type schemaNode struct {
	Type                 json.RawMessage        `json:"type"`
	AnyOf                []schemaNode           `json:"anyOf"`
	Properties           map[string]*schemaNode `json:"properties"`
	AdditionalProperties json.RawMessage        `json:"additionalProperties"`
	Items                *schemaNode            `json:"items"`
	Const                any                    `json:"const"`
}

// setInputType types `input` by the schema. OPA's own reading of schemas knows no null, so that `input.actor == null`
// would be refused and a nullable number taken for a number; the type is therefore built here and put where OPA keeps
// the one that it builds.
func setInputType(c *ast.Compiler, schema json.RawMessage) error {
	var node schemaNode
	if err := json.Unmarshal(schema, &node); err != nil {
		return err
	}
	built, err := typeOf(&node)
	if err != nil {
		return err
	}
	field := reflect.ValueOf(c).Elem().FieldByName("inputType")
	if !field.IsValid() {
		return fmt.Errorf("this version of OPA keeps the type of input elsewhere")
	}
	*(*types.Type)(unsafe.Pointer(field.UnsafeAddr())) = built
	return nil
}

func typeOf(node *schemaNode) (types.Type, error) {
	var union types.Type
	for i := range node.AnyOf {
		each, err := typeOf(&node.AnyOf[i])
		if err != nil {
			return nil, err
		}
		union = types.Or(union, each)
	}
	for _, name := range typeNames(node) {
		each, err := namedType(name, node)
		if err != nil {
			return nil, err
		}
		union = types.Or(union, each)
	}
	if union == nil {
		return types.A, nil
	}
	return union, nil
}

func typeNames(node *schemaNode) []string {
	var one string
	if json.Unmarshal(node.Type, &one) == nil && one != "" {
		return []string{one}
	}
	var many []string
	_ = json.Unmarshal(node.Type, &many)
	return many
}

func namedType(name string, node *schemaNode) (types.Type, error) {
	switch name {
	case "null":
		return types.Nl, nil
	case "boolean":
		return types.B, nil
	case "number", "integer":
		return types.N, nil
	case "string":
		return types.S, nil
	case "array":
		if node.Items == nil {
			return types.NewArray(nil, types.A), nil
		}
		of, err := typeOf(node.Items)
		return types.NewArray(nil, of), err
	case "object":
		return objectType(node)
	}
	return nil, fmt.Errorf("the schema has the type %q", name)
}

func objectType(node *schemaNode) (types.Type, error) {
	var static []*types.StaticProperty
	for _, key := range sortedKeys(node.Properties) {
		of, err := typeOf(node.Properties[key])
		if err != nil {
			return nil, err
		}
		static = append(static, types.NewStaticProperty(key, of))
	}
	if string(node.AdditionalProperties) == "false" {
		return types.NewObject(static, nil), nil
	}
	var rest schemaNode
	if len(node.AdditionalProperties) > 0 && node.AdditionalProperties[0] == '{' {
		if err := json.Unmarshal(node.AdditionalProperties, &rest); err != nil {
			return nil, err
		}
	}
	of, err := typeOf(&rest)
	return types.NewObject(static, types.NewDynamicProperty(types.S, of)), err
}
