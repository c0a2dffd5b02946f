import type { ReactNode } from 'react';

export type Column<Row> = {
  readonly key: string;
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  /** Numbers and actions stand at the end. */
  readonly end?: boolean;
  /** Left out on narrow screens. */
  readonly wideOnly?: boolean;
};

/** A list is a table with aligned columns. */
export function TableList<Row>(props: {
  readonly caption: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly keyOf: (row: Row) => string;
  readonly isChosen?: (row: Row) => boolean;
}) {
  const place = (column: Column<Row>) =>
    `${column.end === true ? 'text-end' : 'text-start'} ${column.wideOnly === true ? 'hidden sm:table-cell' : ''}`;
  return (
    <table className="w-full border-collapse text-16">
      <caption className="sr-only">{props.caption}</caption>
      <thead>
        <tr className="border-b border-line text-12 text-muted">
          {props.columns.map(column => (
            <th key={column.key} scope="col" className={`py-2 pe-3 font-medium last:pe-0 ${place(column)}`}>
              {column.title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map(row => (
          <tr
            key={props.keyOf(row)}
            data-chosen={props.isChosen?.(row) === true || undefined}
            className="border-b border-line last:border-b-0 data-chosen:bg-ground"
          >
            {props.columns.map(column => (
              <td key={column.key} className={`h-13 py-1 pe-3 align-middle last:pe-0 ${place(column)}`}>
                {column.cell(row)}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
