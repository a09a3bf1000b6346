import { createRequire as createRequireOf } from 'node:module'; const require = createRequireOf(import.meta.url);
var o=["AWS_ACCESS_KEY_ID","AWS_PROFILE","AWS_WEB_IDENTITY_TOKEN_FILE","AWS_CONTAINER_CREDENTIALS_RELATIVE_URI","AWS_CONTAINER_CREDENTIALS_FULL_URI"];function A({env:E}){return o.some(_=>E[_])}export{A as a};
