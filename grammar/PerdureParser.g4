// What a chart file may say. Each rule has an example above it.
//
// The grammar is unambiguous although nothing is terminated, since no two operands ever stand side
// by side: the word after a complete item, statement or expression can only begin the next one.
parser grammar PerdureParser;

options { tokenVocab = PerdureLexer; }

// namespace shop   import "payments.chart"   chart Order { … }
file : fileItem* EOF ;

// size(items) > 0       by itself, in an attribute of an SCXML document
loneExpr : expr EOF ;

// list<Item>
loneType : type EOF ;

fileItem
  : namespaceDecl
  | importDecl
  | structDecl
  | enumDecl
  | externDecl
  | chartDecl
  ;

// namespace shop.orders
namespaceDecl : NAMESPACE dotted ;

// import "payments.chart"
importDecl : IMPORT STRING ;

// struct Item { sku: string  quantity: int = 1 }
structDecl : STRUCT name LBRACE field* RBRACE ;

// enum Method { card, transfer }
enumDecl : ENUM name LBRACE enumerators RBRACE ;

// card, transfer
enumerators : name (COMMA name)* ;

// extern type Money(units: int) with order, arithmetic from "shop/money.h" as shop::Money
externDecl : EXTERN TYPE name parameters? (WITH traits)? FROM STRING AS cppName ;

// order, arithmetic
traits : name (COMMA name)* ;

// shop::Money
cppName : COLONS? name (COLONS name)* ;

// chart Order(customer: string @indexed) -> Receipt version 2 { … }
chartDecl : CHART name parameters? (ARROW type)? (VERSION INT)? body ;

// { initial A  state A { }  on cancel -> B  final B }
body : LBRACE item* RBRACE ;

// One rule for the inside of charts and of all states: what may stand where is said in words later.
item
  : structDecl
  | enumDecl
  | externDecl
  | eventDecl
  | emitsDecl
  | dataBlock
  | functionDecl
  | actionDecl
  | serviceDecl
  | guardDecl
  | migrateDecl
  | initialDecl
  | stateDecl
  | parallelDecl
  | finalDecl
  | choiceDecl
  | historyDecl
  | entryBlock
  | exitBlock
  | returnDecl
  | deferDecl
  | tokenDecl
  | invokeDecl
  | transition
  ;

// event payment.received(amount: Money)
eventDecl : EVENT dotted parameters? ;

// emits progress(percent: int)
emitsDecl : EMITS dotted parameters? ;

// data { total: int = 0 }
dataBlock : DATA LBRACE field* RBRACE ;

// function price(items: list<Item>) -> Money
functionDecl : FUNCTION name parameters ARROW type ;

// action notify(customer: string, inout count: int)
actionDecl : ACTION name parameters ;

// service charge_card(customer: string) -> Receipt
serviceDecl : SERVICE name parameters (ARROW type)? ;

// guard large = total > 1000
guardDecl : GUARD name ASSIGN expr ;

// migrate 1 -> 2 { state Old => New  total = old.cents * 100 }
migrateDecl : MIGRATE INT ARROW INT LBRACE migration* RBRACE ;

// state Old => New   state Fulfilment => Packing, Invoicing
migration
  : STATE name FAT_ARROW targets
  | statement
  ;

// (a: int, inout b: string)
parameters : LPAREN (field (COMMA field)*)? RPAREN ;

// customer: string @indexed = "nobody"
field : INOUT? name COLON type annotation* (ASSIGN expr)? ;

// @indexed   @large
annotation : AT name ;

// map<string, list<Item>>?
type : name (LESS type (COMMA type)* GREATER)? QUESTION? ;

// initial Packing, Invoicing { packages = 1 }
initialDecl : INITIAL targets block? ;

// state Pending { on submit -> Checking }
stateDecl : STATE name body ;

// parallel Fulfilment { state Parcel { … }  state Billing { … } }
parallelDecl : PARALLEL name body ;

// final Delivered { return Receipt(amount: total) }
finalDecl : FINAL name body? ;

// choice Checking { [large] -> Approval  else -> Payment }
choiceDecl : CHOICE name LBRACE branch* RBRACE ;

// [large] -> Approval { total = 0 }
branch : (guard | ELSE) ARROW targets block? ;

// deep history Before -> Charging
historyDecl : DEEP? HISTORY name ARROW targets block? ;

// entry { notify(customer) }
entryBlock : ENTRY block ;

// exit { log info "left" }
exitBlock : EXIT block ;

// return Receipt(amount: total)
returnDecl : RETURN expr ;

// defer payment.*, cancel
deferDecl : DEFER descriptors ;

// token approval accepts approve, reject expires 7d
tokenDecl : TOKEN name ACCEPTS dotted (COMMA dotted)* (EXPIRES duration)? ;

// invoke charge_card(amount: total) as charge { timeout 30s }
invokeDecl : INVOKE name arguments? (AS name)? (LBRACE policy* RBRACE)? ;

// timeout 30s   retry 5 backoff 1s .. 1m
policy
  : TIMEOUT duration
  | RETRY INT (BACKOFF duration (DOTS duration)?)?
  ;

// on submit [size(event.items) > 0] -> Checking { items = event.items }
transition : INTERNAL? trigger guard? (ARROW targets)? block? ;

// on a, b.*   always   after 30s   done
trigger
  : ON descriptors
  | ALWAYS
  | AFTER duration
  | DONE
  ;

// submit, payment.*, *
descriptors : descriptor (COMMA descriptor)* ;

// payment.*
descriptor
  : STAR
  | name (DOT name)* (DOT STAR)?
  ;

// 30s   (grace * 2)
duration
  : DURATION
  | LPAREN expr RPAREN
  ;

// [large]
guard : LBRACKET expr RBRACKET ;

// Packing, Invoicing
targets : name (COMMA name)* ;

// { total = 0 }
block : LBRACE statement* RBRACE ;

statement
  : ifStatement
  | forStatement
  | raiseStatement
  | sendStatement
  | cancelStatement
  | logStatement
  | pathStatement
  ;

// if a { … } else if b { … } else { … }
ifStatement : IF expr block (ELSE IF expr block)* (ELSE block)? ;

// for item in items { … }
forStatement : FOR name IN expr block ;

// raise checked(ok: true)
raiseStatement : RAISE dotted arguments? ;

// send Warehouse.reserve(items: items) to depot after 5s as reservation
sendStatement : SEND dotted arguments? (TO expr)? (AFTER expr)? (AS sendId)? ;

// reminder   ("reminder-" + customer)
sendId
  : name
  | LPAREN expr RPAREN
  ;

// cancel reminder          (`cancel (id)` has the form of a call, and is read as one)
cancelStatement : CANCEL name ;

// log warning "refused", tries, customer
logStatement : LOG name STRING (COMMA expr)* ;

// total += 1   items.append(x)   notify(customer)
// A clause of `send` is never taken for the call of an action: those words begin no call.
pathStatement
  : plainName pathTail* (assignment | arguments)
  | clauseWord (assignment | pathTail+ (assignment | arguments))
  ;

// .price   [3]
pathTail
  : DOT name
  | LBRACKET expr RBRACKET
  ;

// += 1
assignment : (ASSIGN | PLUS_ASSIGN | MINUS_ASSIGN | TIMES_ASSIGN | DIVIDE_ASSIGN) expr ;

// From what binds most to what binds least.
expr
  : primary                                                      # primaryExpr
  | expr (DOT | OPTIONAL_DOT) name                               # memberExpr      // a.b  a?.b
  | expr LBRACKET expr RBRACKET                                  # indexExpr       // a[i]
  | (NOT | MINUS) expr                                           # unaryExpr       // !a  -a
  | expr (STAR | SLASH | PERCENT) expr                           # binaryExpr      // a * b
  | expr (PLUS | MINUS) expr                                     # binaryExpr      // a + b
  | expr (LESS | LESS_EQUAL | GREATER | GREATER_EQUAL) expr      # binaryExpr      // a < b
  | expr (EQUAL | NOT_EQUAL) expr                                # binaryExpr      // a == b
  | expr AND expr                                                # binaryExpr      // a && b
  | expr OR expr                                                 # binaryExpr      // a || b
  | <assoc=right> expr COALESCE expr                             # binaryExpr      // a ?? 0
  | <assoc=right> expr QUESTION expr COLON expr                  # conditionalExpr // c ? a : b
  ;

primary
  : INT                                                          # intLiteral      // 12
  | FLOAT                                                        # floatLiteral    // 1.5
  | STRING                                                       # stringLiteral   // "text"
  | DURATION                                                     # durationLiteral // 1h30m
  | (TRUE | FALSE)                                               # boolLiteral     // true
  | NONE                                                         # noneLiteral     // none
  | LBRACKET (expr (COMMA expr)*)? RBRACKET                      # listLiteral     // [a, b]
  | LBRACE (mapEntry (COMMA mapEntry)*)? RBRACE                  # mapLiteral      // {"k": v}
  | LPAREN expr RPAREN                                           # parenthesized   // (a + b)
  | IN LPAREN name RPAREN                                        # inState         // in(Packing)
  | name LPAREN (quantification | argument (COMMA argument)*)? RPAREN  # call        // size(items)
  | name                                                         # nameExpr        // total
  ;

// x in items: x > 1          (in `any`, `all`, `find` and `sum`)
quantification : name IN expr COLON expr ;

// "k": v
mapEntry : expr COLON expr ;

// (customer: c, "text")
arguments : LPAREN (argument (COMMA argument)*)? RPAREN ;

// customer: c
argument : (name COLON)? expr ;

// payment.received
dotted : name (DOT name)* ;

// total   cancel   to
name
  : ID
  | word
  | clauseWord
  ;

// total   cancel
plainName
  : ID
  | word
  ;

// to   after   as          the words that may follow `send e()`
clauseWord : TO | AFTER | AS ;

// Words that mean something where a declaration or a statement begins, and are names elsewhere.
word
  : NAMESPACE | IMPORT | STRUCT | ENUM | EXTERN | TYPE | WITH | FROM | CHART | VERSION | EVENT | EMITS
  | DATA | FUNCTION | ACTION | SERVICE | GUARD | INOUT | MIGRATE
  | STATE | PARALLEL | FINAL | CHOICE | DEEP | HISTORY | INITIAL | ENTRY | EXIT | RETURN | DEFER
  | TOKEN | ACCEPTS | EXPIRES | INVOKE | TIMEOUT | RETRY | BACKOFF
  | INTERNAL | ON | ALWAYS | DONE
  | RAISE | SEND | CANCEL | LOG
  ;
