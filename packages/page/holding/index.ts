/** Holding pages: what a service shows while it cannot show itself, and just after. Renders; keeps and sends nothing. */
export { CLOSED, HOLDING_KINDS, type HoldingFile, haproxyAnswer, holdingFolder } from './hosts.ts';
export { type HoldingChanges, type HoldingLook, renderHolding } from './page.ts';
