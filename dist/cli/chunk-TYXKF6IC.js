import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
import{resolve as o}from"node:path";var t="sqlite:.finops/finops.db";function i({env:r,cwd:s}){let n=r.FINOPS_DATABASE_URL??t,e=/^sqlite:(.+)$/s.exec(n)?.[1];return e===void 0||e===":memory:"?n:`sqlite:${o(s,e)}`}export{i as a};
