"""A client for StatLine, OData v3 and v4: describe a table, fetch it in bulk, every row once and in order.

It knows nothing of health or regions, and is the only room that uses the network. `remote_table` is its front;
`odata3` and `odata4` are the two services; `paging`, `page_store` and `fast_page` are how pages come in.
"""
