import ts from 'typescript5';
import type { TrackedFile } from './tracked-files.ts';

export type FoundFunction = { readonly name: string; readonly lines: number };

/** The functions of a file by name, the callbacks of tests left out: a test tells one story, however long. */
export function functionsOf({ path, text }: TrackedFile): readonly FoundFunction[] {
  const kind = path.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind);
  const found: FoundFunction[] = [];
  const lineOf = (at: number) => source.getLineAndCharacterOfPosition(at).line;
  const visit = (node: ts.Node): void => {
    if (ts.isFunctionLike(node) && 'body' in node && node.body !== undefined && !isTestCallback(node))
      found.push({ name: nameOf(node), lines: lineOf(node.getEnd()) - lineOf(node.getStart(source)) + 1 });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function isTestCallback({ parent }: ts.Node): boolean {
  return ts.isCallExpression(parent) && /^(?:test|describe|it|before|after)\b/.test(parent.expression.getText());
}

function nameOf(node: ts.SignatureDeclaration): string {
  if (node.name !== undefined) return node.name.getText();
  const { parent } = node;
  if ((ts.isVariableDeclaration(parent) || ts.isPropertyAssignment(parent)) && parent.name !== undefined)
    return parent.name.getText();
  return '(unnamed)';
}
