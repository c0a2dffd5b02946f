import { plainPage, plainPagePolicy } from './plain-page.ts';

/** What somebody finds who opens the service's own address. It names no organization: who may be told of one has its shop's address. */
export const frontPage = plainPage(
  'Box office',
  `<section><p>This is the service behind the shops and the doors. A shop has an address of its own, given out by whoever sells there.</p>
<ul class="ways">
<li><a href="/pair">Pair a station</a><small>for whoever stands beside one that shows a code</small></li>
<li><a href="/provider-events">What the payment provider told</a><small>events of your organization, and working through them again</small></li>
<li><a href="/api">API reference</a><small>everything else, for programs</small></li>
</ul></section>`,
);

export const frontPagePolicy = plainPagePolicy;
