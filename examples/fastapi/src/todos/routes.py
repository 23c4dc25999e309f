"""The todos of the signed-in user, kept in memory: this is an example."""

from collections import defaultdict
from itertools import count
from typing import Dict, List

from fastapi import APIRouter, Depends, HTTPException
from pydantic import BaseModel, Field

from src.auth.share_links import is_signed, signature
from src.auth.tokens import User, signed_in

router = APIRouter(prefix="/todos", tags=["Todos"])


class NewTodo(BaseModel):
    title: str = Field(..., min_length=1, max_length=200)


class Todo(NewTodo):
    id: int


todos: Dict[str, List[Todo]] = defaultdict(list)
numbers = count(1)


@router.get("")
def list_todos(user: User = Depends(signed_in)) -> List[Todo]:
    return todos[user.id]


@router.post("", status_code=201)
def add_todo(new: NewTodo, user: User = Depends(signed_in)) -> Todo:
    todo = Todo(id=next(numbers), title=new.title)
    todos[user.id].append(todo)
    return todo


@router.get("/share")
def share(user: User = Depends(signed_in)) -> Dict[str, str]:
    """A link that shows the todos to anybody who has it."""
    return {"path": f"/todos/shared/{user.id}?signature={signature(user.id)}"}


@router.get("/shared/{user_id}")
def shared(user_id: str, signature: str) -> List[Todo]:
    if not is_signed(user_id, signature):
        raise HTTPException(404, "there is no such link")
    return todos.get(user_id, [])
