import { useWords } from '../wording/use-words.ts';

/** What the organizer wrote, quoted. */
export function OrganizerQuote({ text }: { readonly text: string }) {
  const { say } = useWords();
  return (
    <figure className="quoted max-w-2xl">
      <figcaption className="text-12">{say('fromOrganizer')}</figcaption>
      <blockquote dir="auto" className="text-20">
        {text}
      </blockquote>
    </figure>
  );
}
