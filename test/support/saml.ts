import { generateKeyPairSync, randomUUID } from 'node:crypto';
import * as samlify from 'samlify';

// Made for these tests, and good for nothing else.
const KEY = `-----BEGIN PRIVATE KEY-----
MIIEvwIBADANBgkqhkiG9w0BAQEFAASCBKkwggSlAgEAAoIBAQC9HcGiIP/9w4Aa
+2QdhLSI6ucRtTgTMBaV63RgB4QqLBYilwRxKO9iHUgK3N7bjF8UkfdeoHZqA1f2
UCvujlh8297EKceAG+s9iLS0B1lJbxhjDGLYZCzXPfdp+EOqbkEkaK6QQzuf8p/D
2KttVT/aLoYKCbaovpXsU/sICfT9biw+EOVuP08ZEt8zABg0udPuecchw2+t13bh
qNuELnZr0gBKYO6XkSEE29/zU4OyivHYb9ECVLdk6dOxptpDojufmc3FC1P8uCcC
tyVFiMqaRG2A2OgdKLlav3lqjqJGd8KfjyQMLc5dn2BDviD94C+UXnxyCrYlnskV
AkoZJx07AgMBAAECggEAWsAhwERns4WSPuBt7YBWBfH7SlMVApgr7mtboA1bTcV0
JcskVY0YOpPkk1nkE6Trp3pYI2+LA1pxZoCYZFSof9oerzGBS6eaHiAw3sc8AHIw
WK+D62U+41cYGCELj4hy+B7HzfCFdz69jgS2VrP2/SMgLUb2AUnbtdmi9/uXNdlK
WGnqdnTvu0Vs3Dk+QW4Qq58xiOlp/wFDRsvH15Yr9ElKtXj0ZFKQlNKSNYcyCMvD
L7cAyVDjgnurLUrzAcrscmeeJGwi96PGJcqUpHGbrmoVZkBDVkldrYK1vIxYG7v0
iHbgg6/V/sm5HKbuNwoismtlRSJmGLqY9OCQ2vJwuQKBgQDjD0oSStcSVqmEMv+p
h3iGZ4AhRo0lZ/yvKvhHAJABIibrRezBoAIbMJghMEczRdatQ54AWaUX3wFDWLBf
n8j7aO9ZMUt7USP4CpWFkGepmzUL2kMwhDTMhbuPYlT8HFzStuwJrNcOEtnHMivm
3cQao8UKNBrjTAVd1LDj5I82fwKBgQDVOGmYsnFgkPmdR7MMTCPslq29VOhuIpCc
4S5S/bBSSAWgC5AbDFtuYut06d2A7pLxNLUHAhmoh/2qek3L0NstmCTOQ+A3dMPc
tVPFmYxqTF5/SU0ie0KLCYQk6GeWObOFt4Ywd+ctL6SbTdteFK2UyvmNMqYrZ+I6
JVp+dX4TRQKBgQCEt/Qg2xP5iSROvIyJ6EB/t1HCoX1xJuYg8Wnr/p0tvGupS9cG
mmOAxxe1FoYXpzPDVOmu5LdGS7huSBHX4wrUQVLd/J1VOGlg27boOi8NiUYpZmut
mSlPfr/SILTyJBXxqLAxO5D8jfIzp9TXfjrZI27R9wDcaRwd62t12awIOwKBgQCl
j5AvCSAQI4IvJiVZPyYF51ow0WVJX3160z7tIh9vRI1ZoKDc39N++0BpH87m9lkT
AiIuturFehL19NHDmQEXfjPWFc5cQUZ0cjgCDyCAyZv2qixCwgMBgvogznTgqR1E
jySbLf9Ljtr53JKhktzV1GXBxbpRqfB3xdlmqESlIQKBgQCQ9oDKkr2ndgicqOWJ
tfqsyfnowPkoby3kuYTRFVVMkqkaFl+79sFwcgSV+RLM+Erw06yEINCdt+DYQxwc
oKCGmsmcb7rgtszpju8kfK5l8Yc2PPzjonwmCP312xO+30JldA/5xvt0GVyCK96/
NOD2xuVpLO+KglGEpmdYRLYNpA==
-----END PRIVATE KEY-----`;
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIDCTCCAfGgAwIBAgIUTuJ2xPW5B6JgAthRwjXA5yZIafIwDQYJKoZIhvcNAQEL
BQAwEzERMA8GA1UEAwwIdGVzdCBpZHAwIBcNMjYxMTI1MTMyMzM3WhgPMjEyNjEx
MDExMzIzMzdaMBMxETAPBgNVBAMMCHRlc3QgaWRwMIIBIjANBgkqhkiG9w0BAQEF
AAOCAQ8AMIIBCgKCAQEAvR3BoiD//cOAGvtkHYS0iOrnEbU4EzAWlet0YAeEKiwW
IpcEcSjvYh1ICtze24xfFJH3XqB2agNX9lAr7o5YfNvexCnHgBvrPYi0tAdZSW8Y
Ywxi2GQs1z33afhDqm5BJGiukEM7n/Kfw9irbVU/2i6GCgm2qL6V7FP7CAn0/W4s
PhDlbj9PGRLfMwAYNLnT7nnHIcNvrdd24ajbhC52a9IASmDul5EhBNvf81ODsorx
2G/RAlS3ZOnTsabaQ6I7n5nNxQtT/LgnArclRYjKmkRtgNjoHSi5Wr95ao6iRnfC
n48kDC3OXZ9gQ74g/eAvlF58cgq2JZ7JFQJKGScdOwIDAQABo1MwUTAdBgNVHQ4E
FgQURBoOnkUib6T0GLebWuJAaq4Bw0cwHwYDVR0jBBgwFoAURBoOnkUib6T0GLeb
WuJAaq4Bw0cwDwYDVR0TAQH/BAUwAwEB/zANBgkqhkiG9w0BAQsFAAOCAQEAZ9p+
zG+MYr5uIQZG5VgQF/9soAMau41oaMg5fDNTo/jGljNcTrjeBN+ckq42iRDdaI7+
O/ZFeo0MqTowpjhw53Qc57g7d5u7x1PZW01m8EiUrD3GohrGlNyq1+BTqNAsEo1z
Dpb0TI5xN9CR9+6a2wrdxJRbqrgprwYpkgKHICD686qWg5P880cldwBU/9jb6jYc
ARcqJVQ46ctURSZc5hMpWjgSveKlKh7nBBT0CA5qc6hqWvRt3vRHvAXixaaC8AQR
f/gc43to/SoxhvO/0LvgiGPJjScnD46MiFDZQzCim7E+rJZV8VOfqEajhbsg80vE
wjl5v4gjJvJTsDqx4Q==
-----END CERTIFICATE-----`;

export interface Said {
  /** Its own name for the person. */
  subject: string;
  email: string;
  name: string;
  /** The request that is answered. */
  inResponseTo: string;
  audience?: string;
  recipient?: string;
  /** Minutes from now until the assertion is too old. */
  minutes?: number;
  /** Signed with another key. */
  forged?: boolean;
  issuer?: string;
}

const ENTITY = 'https://idp.ministry.example/saml';
const OTHER_KEY = generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;

samlify.setSchemaValidator({ validate: async () => 'skipped: it is our own' });

function provider(privateKey: string) {
  return samlify.IdentityProvider({
    entityID: ENTITY,
    privateKey,
    signingCert: CERTIFICATE,
    isAssertionEncrypted: false,
    requestSignatureAlgorithm: 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
    singleSignOnService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: 'https://idp.ministry.example/sso' }],
    singleLogoutService: [{ Binding: 'urn:oasis:names:tc:SAML:2.0:bindings:HTTP-Redirect', Location: 'https://idp.ministry.example/slo' }],
    nameIDFormat: ['urn:oasis:names:tc:SAML:2.0:nameid-format:persistent'],
    loginResponseTemplate: {
      context: samlify.SamlLib.defaultLoginResponseTemplate.context,
      attributes: [
        { name: 'mail', valueTag: 'user.email', nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic', valueXsiType: 'xs:string' },
        { name: 'displayName', valueTag: 'user.name', nameFormat: 'urn:oasis:names:tc:SAML:2.0:attrname-format:basic', valueXsiType: 'xs:string' },
      ],
    },
  });
}

/** What the identity provider publishes about itself. */
export const idpMetadata = (): string => provider(KEY).getMetadata();

/** An answer of the identity provider, as its page would post it, base64. */
export async function samlAnswer(spMetadata: string, said: Said): Promise<string> {
  const idp = provider(said.forged ? OTHER_KEY : KEY);
  const sp = samlify.ServiceProvider({ metadata: spMetadata });
  const now = Date.now();
  const at = (minutes: number) => new Date(now + minutes * 60_000).toISOString();
  const until = at(said.minutes ?? 5);
  const values = {
    ID: `_${randomUUID()}`,
    AssertionID: `_${randomUUID()}`,
    Destination: said.recipient ?? String(sp.entityMeta.getAssertionConsumerService('post')),
    Audience: said.audience ?? sp.entityMeta.getEntityID(),
    EntityID: sp.entityMeta.getEntityID(),
    SubjectRecipient: said.recipient ?? String(sp.entityMeta.getAssertionConsumerService('post')),
    Issuer: said.issuer ?? ENTITY,
    IssueInstant: at(0),
    AssertionConsumerServiceURL: String(sp.entityMeta.getAssertionConsumerService('post')),
    StatusCode: 'urn:oasis:names:tc:SAML:2.0:status:Success',
    ConditionsNotBefore: at(Math.min(0, (said.minutes ?? 5) - 10)),
    ConditionsNotOnOrAfter: until,
    SubjectConfirmationDataNotOnOrAfter: until,
    NameIDFormat: 'urn:oasis:names:tc:SAML:2.0:nameid-format:persistent',
    NameID: said.subject,
    InResponseTo: said.inResponseTo,
    AuthnStatement: '',
    attrUserEmail: said.email,
    attrUserName: said.name,
  };
  const fill = (template: string) => ({ id: values.ID, context: samlify.SamlLib.replaceTagsByValue(template, values) });
  const { context } = await idp.createLoginResponse(sp, { extract: { request: { id: said.inResponseTo } } }, 'post', {}, fill);
  return context;
}
