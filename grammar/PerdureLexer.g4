// The words of the chart language. Newlines are white space: nothing is terminated.
//
// A word with a meaning of its own somewhere is still a name everywhere else (see `name` in the
// parser), but for the seven under "Reserved".
lexer grammar PerdureLexer;

// Stands where the text obviously lacks a name (`-> ` at the end of a line); never lexed.
tokens { MISSING }

// Reserved: true false none if else for in
TRUE  : 'true' ;
FALSE : 'false' ;
NONE  : 'none' ;
IF    : 'if' ;
ELSE  : 'else' ;
FOR   : 'for' ;
IN    : 'in' ;

// Declarations: namespace a.b   import "x.chart"   chart Order { … }
NAMESPACE : 'namespace' ;
IMPORT    : 'import' ;
STRUCT    : 'struct' ;
ENUM      : 'enum' ;
EXTERN    : 'extern' ;
TYPE      : 'type' ;
WITH      : 'with' ;
FROM      : 'from' ;
CHART     : 'chart' ;
VERSION   : 'version' ;
EVENT     : 'event' ;
EMITS     : 'emits' ;
DATA      : 'data' ;
FUNCTION  : 'function' ;
ACTION    : 'action' ;
SERVICE   : 'service' ;
GUARD     : 'guard' ;
INOUT     : 'inout' ;
MIGRATE   : 'migrate' ;

// States: state S { … }   deep history H -> S
STATE    : 'state' ;
PARALLEL : 'parallel' ;
FINAL    : 'final' ;
CHOICE   : 'choice' ;
DEEP     : 'deep' ;
HISTORY  : 'history' ;
INITIAL  : 'initial' ;
ENTRY    : 'entry' ;
EXIT     : 'exit' ;
RETURN   : 'return' ;
DEFER    : 'defer' ;
TOKEN    : 'token' ;
ACCEPTS  : 'accepts' ;
EXPIRES  : 'expires' ;
INVOKE   : 'invoke' ;
TIMEOUT  : 'timeout' ;
RETRY    : 'retry' ;
BACKOFF  : 'backoff' ;

// Transitions: internal on e   always   after 5s   done
INTERNAL : 'internal' ;
ON       : 'on' ;
ALWAYS   : 'always' ;
AFTER    : 'after' ;
DONE     : 'done' ;

// Statements: raise e   send e to id as x   cancel x   log info "…"
RAISE  : 'raise' ;
SEND   : 'send' ;
TO     : 'to' ;
AS     : 'as' ;
CANCEL : 'cancel' ;
LOG    : 'log' ;

// AwaitingCard   tries_2
ID : [A-Za-z_] [A-Za-z0-9_]* ;

// 12   007
INT : DIGITS ;
// 1.5   2.0e-3   1e9
FLOAT : DIGITS '.' DIGITS EXPONENT? | DIGITS EXPONENT ;
// 5s   1h30m   250ms
DURATION : (DIGITS UNIT)+ ;
// 5x   0xff   1.5s: reported as one thing rather than as two
BAD_NUMBER : DIGITS ('.' DIGITS)? [A-Za-z_] [A-Za-z0-9_]* ;

fragment DIGITS   : [0-9]+ ;
fragment EXPONENT : [eE] [+-]? [0-9]+ ;
fragment UNIT     : 'us' | 'ms' | 's' | 'm' | 'h' | 'd' | 'w' ;

// "text"   "a \"quoted\" \u{1F600}\n"
STRING : '"' STRING_CHARACTER* '"' ;
// "text      up to the end of its line
UNCLOSED_STRING : '"' STRING_CHARACTER* ;
fragment STRING_CHARACTER : '\\' ~[\r\n] | ~["\\\r\n] ;

// /// What the next declaration is for.
DOC : '///' (~[/\r\n] ~[\r\n]*)? -> channel(HIDDEN) ;
// // a remark
LINE_COMMENT : '//' ~[\r\n]* -> channel(HIDDEN) ;
// /* a remark */
BLOCK_COMMENT : '/*' COMMENT_CHARACTER* '*'+ '/' -> channel(HIDDEN) ;
// /* a remark   up to the end of the file
UNCLOSED_COMMENT : '/*' COMMENT_CHARACTER* '*'* ;
fragment COMMENT_CHARACTER : ~'*' | '*'+ ~[*/] ;

WHITE_SPACE : [ \t\r\n]+ -> skip ;

LBRACE   : '{' ;
RBRACE   : '}' ;
LPAREN   : '(' ;
RPAREN   : ')' ;
LBRACKET : '[' ;
RBRACKET : ']' ;

ARROW         : '->' ;
FAT_ARROW     : '=>' ;
COMMA         : ',' ;
COLON         : ':' ;
COLONS        : '::' ;
AT            : '@' ;
DOTS          : '..' ;
DOT           : '.' ;
OPTIONAL_DOT  : '?.' ;
COALESCE      : '??' ;
QUESTION      : '?' ;
PLUS_ASSIGN   : '+=' ;
MINUS_ASSIGN  : '-=' ;
TIMES_ASSIGN  : '*=' ;
DIVIDE_ASSIGN : '/=' ;
EQUAL         : '==' ;
NOT_EQUAL     : '!=' ;
LESS_EQUAL    : '<=' ;
GREATER_EQUAL : '>=' ;
AND           : '&&' ;
OR            : '||' ;
ASSIGN        : '=' ;
NOT           : '!' ;
LESS          : '<' ;
GREATER       : '>' ;
PLUS          : '+' ;
MINUS         : '-' ;
STAR          : '*' ;
SLASH         : '/' ;
PERCENT       : '%' ;

// #   é   outside of texts and comments
UNKNOWN : . ;
