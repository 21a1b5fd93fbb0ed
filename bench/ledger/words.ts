/** The same words for everybody who is measured. */
export const TEXT =
  'Checkout fails since HH:MM UTC, so you may not be able to pay. We do not know yet how many customers this affects. We are looking for the cause. There is no workaround yet. Your basket is kept. We are sorry that you cannot pay.';
