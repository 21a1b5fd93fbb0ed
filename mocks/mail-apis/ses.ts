/** Pretend Amazon SES, API v2, with Signature Version 4 computed a second time from what arrived. */
import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type Answered, type Asked, fromMime, jsonOf, KEYS, type Keep, strangers } from './shared.ts';

const awsError = (status: number, kind: string, message: string): Answered => ({
  status,
  body: { message },
  headers: { 'x-amzn-errortype': kind },
});

export async function ses({ request, path, body }: Asked, keep: Keep): Promise<Answered> {
  const wrong = signatureFault(request, body);
  if (wrong) return awsError(403, 'InvalidSignatureException', wrong);
  if (request.method === 'GET' && path === '/v2/email/account')
    return {
      status: 200,
      body: {
        DedicatedIpAutoWarmupEnabled: true,
        EnforcementStatus: 'HEALTHY',
        ProductionAccessEnabled: true,
        SendingEnabled: true,
        SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14, SentLast24Hours: 12 },
        SuppressionAttributes: { SuppressedReasons: ['BOUNCE', 'COMPLAINT'] },
      },
    };
  if (request.method !== 'POST' || path !== '/v2/email/outbound-emails')
    return awsError(404, 'NotFoundException', 'No such operation.');
  const given = jsonOf(body);
  if (!given) return awsError(400, 'SerializationException', 'The body is no JSON.');
  const unknown = strangers(given, [
    'FromEmailAddress',
    'FromEmailAddressIdentityArn',
    'Destination',
    'ReplyToAddresses',
    'FeedbackForwardingEmailAddress',
    'Content',
    'EmailTags',
    'ConfigurationSetName',
    'ListManagementOptions',
  ]);
  if (unknown.length > 0) return awsError(400, 'BadRequestException', `Unknown field: ${unknown.join(', ')}`);
  const { Destination, Content, FromEmailAddress } = given as {
    Destination?: { ToAddresses?: string[] };
    Content?: { Raw?: { Data?: string } };
    FromEmailAddress?: string;
  };
  const [to] = Destination?.ToAddresses ?? [];
  const data = Content?.Raw?.Data;
  if (!to || !data || !FromEmailAddress)
    return awsError(
      400,
      'BadRequestException',
      'Destination, FromEmailAddress and Content.Raw.Data are required.',
    );
  if (to.startsWith('unverified@'))
    return awsError(
      400,
      'MessageRejected',
      'Email address is not verified. The following identities failed the check',
    );
  const id = `0107${randomUUID()}-000000`;
  keep({ service: 'ses', to, id, ...(await fromMime(Buffer.from(data, 'base64'))) });
  return { status: 200, body: { MessageId: id } };
}

/** Signature Version 4, computed a second time from what arrived. */
function signatureFault(request: IncomingMessage, body: Buffer): string | null {
  const { region, accessKeyId, secretAccessKey } = KEYS.ses;
  const found =
    /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/ses\/aws4_request, SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/.exec(
      request.headers.authorization ?? '',
    );
  if (!found) return 'Authorization header requires Credential, SignedHeaders and Signature.';
  const [, key, day = '', place = '', names = '', signature] = found;
  if (key !== accessKeyId) return 'The security token included in the request is invalid.';
  if (place !== region) return `Credential should be scoped to the region ${region}.`;
  const sha = (data: string | Buffer) => createHash('sha256').update(data).digest('hex');
  const mac = (secret: string | Buffer, data: string) => createHmac('sha256', secret).update(data).digest();
  const headers = names.split(';').map((name) => `${name}:${String(request.headers[name] ?? '').trim()}\n`);
  const canonical = [request.method, request.url, '', headers.join(''), names, sha(body)].join('\n');
  const date = String(request.headers['x-amz-date']);
  const text = ['AWS4-HMAC-SHA256', date, `${day}/${region}/ses/aws4_request`, sha(canonical)].join('\n');
  const derived = ['aws4_request', 'ses', region, day].reduceRight(
    (at, part) => mac(at, part),
    Buffer.from(`AWS4${secretAccessKey}`) as Buffer,
  );
  const wanted = createHmac('sha256', derived).update(text).digest('hex');
  return wanted === signature
    ? null
    : 'The request signature we calculated does not match the signature you provided.';
}
