call bulkhead#define('helm')
