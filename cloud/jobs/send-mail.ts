import { z } from 'zod';
import { mintId } from '#shared/kernel/ids.ts';
import { idSchema } from '#shared/kernel/schemas.ts';
import { sendMailJobName as name } from '../services/mail/enqueue-mail.ts';
import { sendMail } from '../services/mail/send-mail.ts';
import type { Job } from './job.ts';

const payloadSchema = z.object({ orgId: idSchema('OrgId'), mailId: idSchema('MailId') });

/** ML-1: a mail that was written down leaves. */
export const sendMailJob: Job = {
  name,
  run: async (deps, raw) => {
    const { orgId, mailId } = payloadSchema.parse(raw);
    const { db, now, randomBytes } = deps;
    const requestId = mintId('RequestId', randomBytes);
    await sendMail(
      { db, now: now(), randomBytes, requestId, orgId, actor: { kind: 'system', job: name } },
      deps,
      mailId,
    );
  },
};
