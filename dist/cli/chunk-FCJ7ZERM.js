import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
