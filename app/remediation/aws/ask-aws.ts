import { UpstreamError } from '#app/errors.ts';

interface AwsFailure {
  readonly name?: unknown;
  readonly message?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: number; readonly requestId?: string };
}

/** One call of AWS. Throws an UpstreamError with AWS's own code for everything that fails. */
export async function askAws<T>(call: string, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (cause) {
    const { name, message, $metadata } = (cause ?? {}) as AwsFailure;
    const status = $metadata?.httpStatusCode;
    const isCredentials = String(name).startsWith('Credentials') || status === 401 || status === 403;
    throw new UpstreamError(`AWS did not answer ${call}: ${String(name)}: ${String(message)}`.slice(0, 500), {
      cause,
      status,
      retryable: status === undefined || status >= 500 || status === 429,
      remedy: isCredentials ? `give the credentials the permission ${call}` : undefined,
    });
  }
}

/** AWS's code of a failure, such as `InvalidVolume.NotFound`; an empty text for another kind of failure. */
function awsCode(error: unknown): string {
  const cause = error instanceof UpstreamError ? error.cause : error;
  return String(((cause ?? {}) as AwsFailure).name ?? '');
}

/** As `askAws`; null where AWS says that there is no such thing, under any of the codes. */
export async function askForOne<T>(call: string, absent: readonly string[], send: () => Promise<T>): Promise<T | null> {
  try {
    return await askAws(call, send);
  } catch (error) {
    if (absent.includes(awsCode(error))) return null;
    throw error;
  }
}

/** The id that AWS gave the request of an answer. */
export function requestIdOf(answer: {
  readonly $metadata?: { readonly requestId?: string | undefined };
}): string | null {
  return answer.$metadata?.requestId ?? null;
}

/** Tags of EC2 and RDS as a record. */
export function tagsOf(
  tags: readonly { readonly Key?: string | undefined; readonly Value?: string | undefined }[] | undefined,
): Readonly<Record<string, string>> {
  return Object.fromEntries((tags ?? []).map(({ Key, Value }) => [Key ?? '', Value ?? '']));
}
