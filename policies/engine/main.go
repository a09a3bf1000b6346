//go:build js && wasm

// Command engine is OPA's own compiler, formatter, tester and evaluator behind one exported function, so that the
// tool checks and compiles Rego without another binary. It reads no file, no clock and no network: whatever an
// operation needs stands in its request.
package main

import (
	"encoding/json"
	"fmt"
	"unsafe"
)

var (
	requestBuffer  []byte
	responseBuffer []byte
)

// requestSpace gives the address of a buffer of n bytes, into which the host writes a request.
//
//go:wasmexport finops_request
func requestSpace(n int32) unsafe.Pointer {
	requestBuffer = make([]byte, max(n, 1))
	return unsafe.Pointer(unsafe.SliceData(requestBuffer))
}

// answer carries out the request and gives the length of the response.
//
//go:wasmexport finops_answer
func answer(n int32) int32 {
	responseBuffer = respond(requestBuffer[:n])
	requestBuffer = nil
	return int32(len(responseBuffer))
}

// responseSpace gives the address of the response.
//
//go:wasmexport finops_response
func responseSpace() unsafe.Pointer {
	return unsafe.Pointer(unsafe.SliceData(responseBuffer))
}

func main() { select {} }

func respond(request []byte) (response []byte) {
	defer func() {
		if fault := recover(); fault != nil {
			response = encode(failure(fmt.Errorf("the engine failed: %v", fault)))
		}
	}()
	var r Request
	if err := json.Unmarshal(request, &r); err != nil {
		return encode(failure(err))
	}
	operation, ok := operations[r.Op]
	if !ok {
		return encode(failure(fmt.Errorf("there is no operation %q", r.Op)))
	}
	result, err := operation(&r)
	if err != nil {
		return encode(failure(err))
	}
	return encode(map[string]any{"result": result})
}

func encode(value any) []byte {
	text, err := json.Marshal(value)
	if err != nil {
		text, _ = json.Marshal(failure(err))
	}
	return text
}
