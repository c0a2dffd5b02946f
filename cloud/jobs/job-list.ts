import { chaseRefundsJob } from './chase-refunds.ts';
import { endEventsJob } from './end-events.ts';
import { endPaymentsJob } from './end-payment.ts';
import { handleProviderEventJob } from './handle-provider-event.ts';
import type { Job } from './job.ts';
import { keepNoLongerJob } from './keep-no-longer.ts';
import { lapseHoldsJob } from './lapse-holds.ts';
import { offerFreedPlacesJob } from './offer-freed-places.ts';
import { reconcileJob } from './reconcile.ts';
import { refundBatchJob } from './refund-batch.ts';
import { remindOfDisputesJob } from './remind-of-disputes.ts';
import { sendMailJob } from './send-mail.ts';
import { submitRefundJob } from './submit-refund.ts';
import { tellBuyersJob } from './tell-buyers.ts';

/** Every job of the cloud. A file that is not named here is never run. */
export const jobList: readonly Job[] = [
  lapseHoldsJob,
  offerFreedPlacesJob,
  endEventsJob,
  handleProviderEventJob,
  endPaymentsJob,
  reconcileJob,
  submitRefundJob,
  refundBatchJob,
  chaseRefundsJob,
  remindOfDisputesJob,
  sendMailJob,
  tellBuyersJob,
  keepNoLongerJob,
];
