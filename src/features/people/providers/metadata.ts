import { X509Certificate } from 'node:crypto';
import { invalidField } from '#platform/errors.ts';
import { isSafe } from './address.ts';
import type { SamlSettings } from './provider.ts';

const PATIENCE_MS = 10_000;
const LARGEST = 500_000;
const REDIRECT = 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect';
const METADATA = 'urn:oasis:names:tc:SAML:2.0:metadata';
const DSIG = 'http://www.w3.org/2000/09/xmldsig#';

/** What an identity provider says of itself: given as XML, or as the address where that is. */
export async function readMetadata(given: string): Promise<SamlSettings> {
  const settings = await parse(isSafe(given) ? await fetched(given) : given);
  if (!settings) throw invalidField('metadata', 'people.error.metadata');
  return settings;
}

async function fetched(address: string): Promise<string> {
  const text = await fetch(address, { signal: AbortSignal.timeout(PATIENCE_MS), redirect: 'error' }).then((answer) => (answer.ok ? answer.text() : ''), () => '');
  return text.length > LARGEST ? '' : text;
}

async function parse(xml: string): Promise<SamlSettings | null> {
  // Entities of one's own have no place here, and can be made to grow without end.
  if (/<!(?:DOCTYPE|ENTITY)/i.test(xml)) return null;
  const { DOMParser } = await import('@xmldom/xmldom');
  let faults = 0;
  const fault = () => void (faults += 1);
  const document = new DOMParser({ errorHandler: { warning: fault, error: fault, fatalError: fault } }).parseFromString(xml, 'text/xml');
  const entity = document?.getElementsByTagNameNS(METADATA, 'EntityDescriptor')[0];
  const provider = entity?.getElementsByTagNameNS(METADATA, 'IDPSSODescriptor')[0];
  if (faults > 0 || !entity || !provider) return null;
  const entityId = entity.getAttribute('entityID') ?? '';
  const entryPoint = all(provider, METADATA, 'SingleSignOnService').find((service) => service.getAttribute('Binding') === REDIRECT)?.getAttribute('Location') ?? '';
  const certificates = all(provider, METADATA, 'KeyDescriptor')
    .filter((key) => key.getAttribute('use') !== 'encryption')
    .flatMap((key) => all(key, DSIG, 'X509Certificate'))
    .flatMap((element) => certificate(element.textContent ?? ''));
  return entityId && isSafe(entryPoint) && certificates.length > 0 ? { entityId, entryPoint, certificates } : null;
}

function all(below: Element, namespace: string, name: string): Element[] {
  return Array.from(below.getElementsByTagNameNS(namespace, name));
}

function certificate(text: string): string[] {
  const base64 = text.replace(/\s/g, '');
  const pem = `-----BEGIN CERTIFICATE-----\n${base64.match(/.{1,64}/g)?.join('\n') ?? ''}\n-----END CERTIFICATE-----`;
  try {
    return [new X509Certificate(pem).toString()];
  } catch {
    return [];
  }
}
