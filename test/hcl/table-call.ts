import { argumentsOf, attempt, isErrorWanted, type Runner, wantedValue } from './table-case.ts';
import { callByName } from './table-scope.ts';
import { describeValue } from './table-values.ts';

const RENAMED: Readonly<Record<string, string>> = {
  absolute: 'abs',
  reverselist: 'reverse',
  base64textencode: 'textencodebase64',
  base64textdecode: 'textdecodebase64',
  base64decode_error: 'base64decode',
  ephemeralasnullfunc: 'ephemeralasnull',
};

export const runCall: Runner = (one, table) => {
  const plain = table.test.replace(/^Test/, '').toLowerCase();
  const isCty = table.group.startsWith('go-cty');
  const ctyNames: Record<string, string> = { strlen: 'length', reverse: 'strrev' };
  const name = (isCty ? ctyNames[plain] : undefined) ?? RENAMED[plain] ?? plain;
  const wantedField = Object.entries(one).find(([field]) =>
    /^(want|wantvalue|expected|issensitive)$/i.test(field),
  )?.[1];
  return {
    got: attempt(() => describeValue(callByName(name, argumentsOf(one)))),
    wanted: isErrorWanted(one) ? 'error' : wantedValue(wantedField),
  };
};
