/** What every part of the postmortem editor needs: the findings, and the facts behind the sentences. */
import type { Finding } from '@candor/protocol/postmortem.ts';
import type { FactView } from '@candor/protocol/respond.ts';
import { createContext, useContext } from 'react';

export type EditorContext = {
  findings: readonly Finding[];
  facts: ReadonlyMap<string, FactView>;
  mayEdit: boolean;
};

const Context = createContext<EditorContext>({ findings: [], facts: new Map(), mayEdit: false });

export const EditorProvider = Context.Provider;
export const useEditor = (): EditorContext => useContext(Context);
