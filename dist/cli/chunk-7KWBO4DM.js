import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
function f({file:r,before:s,after:h}){if(s===h)return"";let l=s.split(`
`),i=h.split(`
`),e=0;for(;e<l.length&&e<i.length&&l[e]===i[e];)e+=1;let n=0;for(;n<Math.min(l.length,i.length)-e&&l[l.length-1-n]===i[i.length-1-n];)n+=1;let t=Math.max(0,e-3),o=Math.max(0,n-3),a=$(l.slice(e,l.length-n),i.slice(e,i.length-n)),c=[...l.slice(t,e).map(g=>` ${g}`),...a,...l.slice(l.length-n,l.length-o).map(g=>` ${g}`)],m=`@@ -${t+1},${l.length-o-t} +${t+1},${i.length-o-t} @@`;return`--- ${r}
+++ ${r}
${m}
${c.join(`
`)}
`}function $(r,s){let h=r.map(()=>new Uint32Array(s.length+1)).concat(new Uint32Array(s.length+1)),l=(n,t)=>h[n]?.[t]??0;for(let n=r.length-1;n>=0;n-=1)for(let t=s.length-1;t>=0;t-=1){let o=h[n];o&&(o[t]=r[n]===s[t]?l(n+1,t+1)+1:Math.max(l(n+1,t),l(n,t+1)))}let i=[],e=0;for(let[n,t]of r.entries()){for(;e<s.length&&t!==s[e]&&l(n,e+1)>l(n+1,e);)i.push(`+${s[e++]}`);t===s[e]?(i.push(` ${t}`),e+=1):i.push(`-${t}`)}return[...i,...s.slice(e).map(n=>`+${n}`)]}export{f as a};
