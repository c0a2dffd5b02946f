/** Where a browser runs no scripts it loads the page anew; where it does, `look-again` changes what is shown and nothing else. */
export function LookAgain({ seconds, url }: { readonly seconds: number; readonly url?: string }) {
  const content = url === undefined ? String(seconds) : `${seconds};url=${url}`;
  return (
    <noscript>
      <meta httpEquiv="refresh" content={content} />
    </noscript>
  );
}
