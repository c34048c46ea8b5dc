/** Makes or uses a passkey (WebAuthn Level 3), and sends what the browser answers with the form around it. */
export default function passkey(element: HTMLElement): void {
  if (!(element instanceof HTMLFormElement) || !('PublicKeyCredential' in window)) return;
  element.querySelector('button')!.hidden = false;
  element.addEventListener('submit', (event) => {
    const answer = element.elements.namedItem('credential') as HTMLInputElement;
    if (answer.value) return;
    event.preventDefault();
    void ask(element).then(
      (credential) => {
        answer.value = credential;
        element.submit();
      },
      (error: unknown) => explain(element, error),
    );
  });
}

async function ask({ dataset }: HTMLFormElement): Promise<string> {
  const answer = await fetch(dataset.options!, { method: 'POST', headers: { accept: 'application/json' } });
  // Who has to show once more who they are is sent there.
  if (answer.redirected) location.assign(answer.url);
  if (!answer.ok) throw new Error(`${answer.status}`);
  const options = (await answer.json()) as Options;
  const credential = dataset.passkey === 'make' ? await navigator.credentials.create({ publicKey: forMaking(options) }) : await navigator.credentials.get({ publicKey: forUsing(options) });
  if (!credential) throw new Error('none');
  return JSON.stringify(asJson(credential as PublicKeyCredential));
}

interface Options {
  challenge: string;
  user?: { id: string };
  excludeCredentials?: { id: string }[];
  allowCredentials?: { id: string }[];
}

// By hand: not every browser of the last years has parseCreationOptionsFromJSON and toJSON.
function forMaking(options: Options): PublicKeyCredentialCreationOptions {
  const { user, excludeCredentials = [] } = options;
  const known = { ...options, challenge: bytes(options.challenge), user: { ...user, id: bytes(user!.id) }, excludeCredentials: excludeCredentials.map((key) => ({ ...key, id: bytes(key.id) })) };
  return known as unknown as PublicKeyCredentialCreationOptions;
}

function forUsing(options: Options): PublicKeyCredentialRequestOptions {
  const { allowCredentials = [] } = options;
  const known = { ...options, challenge: bytes(options.challenge), allowCredentials: allowCredentials.map((key) => ({ ...key, id: bytes(key.id) })) };
  return known as unknown as PublicKeyCredentialRequestOptions;
}

function asJson({ id, rawId, type, response, authenticatorAttachment }: PublicKeyCredential): object {
  const { attestationObject, authenticatorData, signature, userHandle } = response as AuthenticatorAttestationResponse & AuthenticatorAssertionResponse;
  const made = attestationObject && { attestationObject: text(attestationObject), transports: (response as AuthenticatorAttestationResponse).getTransports?.() ?? [] };
  const used = signature && { authenticatorData: text(authenticatorData), signature: text(signature), userHandle: userHandle ? text(userHandle) : undefined };
  return { id, rawId: text(rawId), type, authenticatorAttachment, clientExtensionResults: {}, response: { clientDataJSON: text(response.clientDataJSON), ...made, ...used } };
}

function bytes(base64url: string): ArrayBuffer {
  const raw = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(raw, (letter) => letter.charCodeAt(0)).buffer;
}

function text(buffer: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
}

function explain(form: HTMLFormElement, error: unknown): void {
  const line = form.querySelector<HTMLElement>('[role=alert]')!;
  line.hidden = false;
  line.textContent = form.dataset.refused ?? String(error);
}
