import type { Shop } from '../shop.ts';

/** What a cart costs and why, as the pricing told it. */
export type ShownQuote = {
  readonly currency: string;
  readonly lines: readonly { readonly tierId: string; readonly quantity: number; readonly listMinor: number }[];
  readonly feeMode: 'absorbed' | 'passed-on';
  readonly taxMode: 'inclusive' | 'exclusive';
  readonly discountMinor: number;
  readonly feeMinor: number;
  readonly taxMinor: number;
  readonly totalMinor: number;
};

/** PR-3: fees and taxes are shown, whether they come on top or are in the prices. */
export function QuoteTable({
  shop,
  quote,
  names,
}: {
  readonly shop: Shop;
  readonly quote: ShownQuote;
  readonly names: ReadonlyMap<string, string>;
}) {
  const { say, format } = shop;
  const sum = (minor: number) => format.money(minor, quote.currency);
  const added: readonly (readonly [string, number])[] = [
    [say('quote.discount'), -quote.discountMinor],
    [say('quote.fees'), quote.feeMode === 'passed-on' ? quote.feeMinor : 0],
    [say('quote.tax'), quote.taxMode === 'exclusive' ? quote.taxMinor : 0],
  ];
  const included = [
    ...(quote.feeMode === 'absorbed' && quote.feeMinor > 0
      ? [say('quote.feesIncluded', { sum: sum(quote.feeMinor) })]
      : []),
    ...(quote.taxMode === 'inclusive' && quote.taxMinor > 0
      ? [say('quote.taxIncluded', { sum: sum(quote.taxMinor) })]
      : []),
  ];
  return (
    <table className="quote">
      <tbody>
        {quote.lines.map(line => (
          <tr key={line.tierId}>
            <th scope="row">
              {line.quantity} × <bdi>{names.get(line.tierId) ?? ''}</bdi>
            </th>
            <td dir="auto">{sum(line.listMinor)}</td>
          </tr>
        ))}
        {added
          .filter(([, minor]) => minor !== 0)
          .map(([name, minor]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td dir="auto">{sum(minor)}</td>
            </tr>
          ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{say('quote.total')}</th>
          <td dir="auto">{sum(quote.totalMinor)}</td>
        </tr>
        {included.map(words => (
          <tr key={words} className="included">
            <th scope="row" colSpan={2}>
              {words}
            </th>
          </tr>
        ))}
      </tfoot>
    </table>
  );
}
