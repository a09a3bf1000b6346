import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
async function s(a,{tables:e}){return(await e.introspection.getTables()).some(t=>t.name===a)}export{s as a};
