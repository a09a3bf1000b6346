import type { World } from './command.ts';

/** Any of these and the SDK has somebody to speak as. */
const NAMES = [
  'AWS_ACCESS_KEY_ID',
  'AWS_PROFILE',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
] as const;

/** Whether the environment names credentials of AWS; nothing is asked of the network. */
export function awsCredentials({ env }: Pick<World, 'env'>): boolean {
  return NAMES.some((name) => env[name]);
}
