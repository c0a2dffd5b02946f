-- OR-24: a ticket that gets another id before it is issued keeps what was answered for it.
grant update (ticket_id) on app.order_answers to foyer_app;
