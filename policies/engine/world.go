//go:build js && wasm

package main

import (
	"runtime/debug"
	"time"
	_ "unsafe" // for go:linkname
)

// platformZoneSources are the folders in which package time looks for time zones before it takes those that OPA
// embeds. The host has no files to look in, and asking it for one would end the engine.
//
//go:linkname platformZoneSources time.platformZoneSources
var platformZoneSources []string

// The engine lives for one decision. Collecting garbage early costs it more than memory does; near half of the memory
// that scripts/build-policy-engine.ts allows, it collects as it must.
const (
	collectAtPercent = 800
	collectFrom      = 512 << 20
)

func init() {
	// Nothing may depend on where the host stands.
	time.Local = time.UTC
	platformZoneSources = nil
	debug.SetGCPercent(collectAtPercent)
	debug.SetMemoryLimit(collectFrom)
}
