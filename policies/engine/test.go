//go:build js && wasm

package main

import (
	"context"
	"slices"
	"strings"

	"github.com/open-policy-agent/opa/v1/ast"
	"github.com/open-policy-agent/opa/v1/cover"
	"github.com/open-policy-agent/opa/v1/storage"
	"github.com/open-policy-agent/opa/v1/tester"
)

// TestResult is one test rule: pass, fail, error or skip (todo_test_…).
type TestResult struct {
	Package string `json:"package"`
	Name    string `json:"name"`
	Outcome string `json:"outcome"`
	Message string `json:"message,omitempty"`
	File    string `json:"file"`
	Row     int    `json:"row"`
	Output  string `json:"output,omitempty"`
}

// FileCoverage counts the lines of a file that tests ran, and lists those that they did not.
type FileCoverage struct {
	Covered    int   `json:"covered"`
	NotCovered int   `json:"notCovered"`
	Rows       []int `json:"rows"`
}

// runTests runs the test rules of the modules, with line coverage where it is asked for.
func runTests(r *Request) (any, error) {
	modules, err := parse(r)
	if err != nil {
		return nil, err
	}
	store, err := storeOf(r)
	if err != nil {
		return nil, err
	}
	ctx := context.Background()
	txn, err := store.NewTransaction(ctx, storage.TransactionParams{})
	if err != nil {
		return nil, err
	}
	defer store.Abort(ctx, txn)
	c := ast.NewCompiler().
		WithCapabilities(capabilities(r)).
		WithStrict(r.Strict).
		WithDefaultRegoVersion(ast.RegoV1).
		WithEnablePrintStatements(true).
		WithRewriteTestRules(true)
	runner := tester.NewRunner().
		SetDefaultRegoVersion(ast.RegoV1).
		SetCompiler(c).
		SetStore(store).
		SetModules(modules).
		SetParallel(1).
		CapturePrintOutput(true).
		RaiseBuiltinErrors(true).
		Filter(r.Filter)
	coverage := cover.New()
	if r.Coverage {
		runner = runner.SetCoverageQueryTracer(coverage)
	}
	results, err := runner.RunTests(ctx, txn)
	if err != nil {
		return nil, err
	}
	found := []TestResult{}
	for each := range results {
		found = append(found, testResult(each))
	}
	slices.SortFunc(found, func(a, b TestResult) int {
		return strings.Compare(a.Package+"."+a.Name, b.Package+"."+b.Name)
	})
	answer := map[string]any{"tests": found}
	if r.Coverage {
		answer["coverage"] = coveredFiles(coverage, modules)
	}
	return answer, nil
}

func testResult(each *tester.Result) TestResult {
	result := TestResult{Package: strings.TrimPrefix(each.Package, "data."), Name: each.Name, Outcome: "pass", Output: string(each.Output)}
	if each.Location != nil {
		result.File, result.Row = each.Location.File, each.Location.Row
	}
	switch {
	case each.Error != nil:
		result.Outcome, result.Message = "error", each.Error.Error()
	case each.Skip:
		result.Outcome = "skip"
	case each.Fail:
		result.Outcome = "fail"
		if each.FailedAt != nil && each.FailedAt.Location != nil {
			result.Message, result.Row = string(each.FailedAt.Location.Text), each.FailedAt.Location.Row
		}
	}
	return result
}

func coveredFiles(coverage *cover.Cover, modules map[string]*ast.Module) map[string]FileCoverage {
	files := map[string]FileCoverage{}
	for file, report := range coverage.Report(modules).Files {
		if strings.HasSuffix(file, "_test.rego") {
			continue
		}
		each := FileCoverage{Covered: report.CoveredLines, NotCovered: report.NotCoveredLines, Rows: []int{}}
		for _, span := range report.NotCovered {
			for row := span.Start.Row; row <= span.End.Row; row++ {
				each.Rows = append(each.Rows, row)
			}
		}
		files[file] = each
	}
	return files
}
