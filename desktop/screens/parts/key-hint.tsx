/** The key that does the same, in the colour of what it stands on. Hidden from assistive technology and where there is no keyboard. */
export function KeyHint({ keys }: { readonly keys: string }) {
  return (
    <kbd className="hidden rounded-[4px] border border-current px-1 font-sans text-12 leading-4 sm:inline-block">
      {keys}
    </kbd>
  );
}
